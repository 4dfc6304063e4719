"""The claims behind a back-test, in files that only their owner can read.

Takes a proof. Its file lies below ``proofs/<practice>`` of the home under a name made of its day,
its edit and its content, so the same proof twice is one file; it is locked as the practice's
archive is. Refuses, as a problem, what cannot be written.
"""

import csv
import hashlib
import io
from pathlib import Path

from pipeline.edits.back_test import BackTest
from pipeline.practice import Home
from pipeline.resources.proof_folder import proof_folder
from pipeline.resources.sealing import seal_text
from pipeline.resources.whole_files import replace_text, writing

COLUMNS = (
    "sent_on", "claim_number", "answered_on", "outcome", "expected_usd", "paid_usd", "found_by_it",
)  # fmt: skip
_NAME_DIGITS = 16
_OWNER_ONLY_FOLDER = 0o700


def as_csv(tried: BackTest) -> str:
    """Write the claims that an edit would have spoken of: a line a claim."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    found_by = tried.candidate.evidence
    for hit in tried.hits:
        told = (hit.sent_on, hit.claim_number, hit.answered_on, hit.outcome, hit.expected_usd)
        is_found_by = "yes" if found_by.holds(hit.answered_on) else "no"
        writer.writerow((*told, hit.paid_usd, is_found_by))
    return text.getvalue()


def keep_proof(home: Home, practice_id: str, tried: BackTest) -> Path:
    """Keep the claims of a back-test in the home; return where.

    Raises:
        WriteError: It cannot be written.
    """
    text = as_csv(tried)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_NAME_DIGITS]
    folder = proof_folder(home, practice_id)
    _, lock = home.archive_keys(home.practice(practice_id))
    with writing(folder):
        folder.parent.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
        folder.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
    name = f"{tried.until_on}-{tried.candidate.row.edit_id}-{digest}.csv"
    return replace_text(seal_text(text, lock), folder / name)
