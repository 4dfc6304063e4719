"""What a practice keeps beside its settings: clinicians, enrollments, lists. Invented people."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from pipeline.practice import Home
from tests.edits.claim_text import CLINICIAN, OTHER_CLINICIAN


def enroll(home: Home, *rows: str) -> None:
    """Write the enrollments of two clinicians; a row is npi,payer_id,from_on,through_on."""
    practice = home.practices[0]
    with practice.settings_file.open("a", encoding="utf-8") as settings:
        for npi, initials in ((CLINICIAN, "CC"), (OTHER_CLINICIAN, "OC")):
            settings.write(f'\n[[clinicians]]\nnpi = "{npi}"\ninitials = "{initials}"\n')
    folder = practice.settings_file.parent / "contracts"
    text = "npi,payer_id,from_on,through_on\n" + "".join(f"{row}\n" for row in rows)
    (folder / "credentialing.csv").write_text(text, encoding="utf-8")


def keep_list(home: Home, name: str, head: str, *rows: str, changed_on: dt.date | None = None) -> Path:
    """Write a list of the folder ``reference``, last changed on a day."""
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    if changed_on is not None:
        at = dt.datetime.combine(changed_on, dt.time(12), dt.UTC).timestamp()
        os.utime(path, (at, at))
    return path
