"""What a practice keeps beside its settings: clinicians, enrollments, lists. Invented people."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from pipeline.practice import Home
from pipeline.tokens import token
from tests.edits.claim_text import CLINICIAN, OTHER_CLINICIAN
from tests.edits.past import Past


def enroll(home: Home, *rows: str) -> None:
    """Write the enrollments of two clinicians; a row is npi,payer_id,from_on,through_on."""
    practice = home.practices[0]
    with practice.settings_file.open("a", encoding="utf-8") as settings:
        for npi, initials in ((CLINICIAN, "CC"), (OTHER_CLINICIAN, "OC")):
            settings.write(f'\n[[clinicians]]\nnpi = "{npi}"\ninitials = "{initials}"\n')
    folder = practice.settings_file.parent / "contracts"
    text = "npi,payer_id,from_on,through_on\n" + "".join(f"{row}\n" for row in rows)
    (folder / "credentialing.csv").write_text(text, encoding="utf-8")


def keep_list(
    home: Home, name: str, head: str, *rows: str, changed_on: dt.date | None = None
) -> Path:
    """Write a list of the folder ``reference``, last changed on a day."""
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    if changed_on is not None:
        at = dt.datetime.combine(changed_on, dt.time(12), dt.UTC).timestamp()
        os.utime(path, (at, at))
    return path


def reference_token(home: Home, number: str) -> str:
    """Return the token of an approval's number, as claims and facts have it."""
    return token(number, "reference", home.secret, home.practices[0].practice_id)


def approve(past: Past, number: str, *submissions: str) -> None:
    """Add that the line of each claim sent before stood under an approval."""
    for submission in submissions:
        past.add(
            "int_submission_authorizations",
            submission_id=f"sub-{submission}",
            line_number=1,
            reference_token=reference_token(past.home, number),
            known_on=dt.date(2026, 11, 3),
        )
