"""The runs that a home keeps of its scrubs, in files that only their owner can read.

Takes a report. A kept run lies below ``scrub/<practice>`` of the home under a name made of
its day and its content, so the same scrub twice is one file; it is locked as the practice's
archive is. Refuses, as a problem, what cannot be written.
"""

import hashlib
from pathlib import Path

from pipeline.edits.reports import Report, as_json
from pipeline.practice import Home
from pipeline.resources.scrub_folder import scrub_folder
from pipeline.resources.sealing import seal_text
from pipeline.resources.whole_files import replace_text, writing

_NAME_DIGITS = 16
_OWNER_ONLY_FOLDER = 0o700


def keep_run(home: Home, report: Report) -> Path:
    """Keep a report in the home; return where.

    Raises:
        WriteError: It cannot be written.
    """
    text = as_json(report)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_NAME_DIGITS]
    folder = scrub_folder(home, report.practice_id)
    _, lock = home.archive_keys(home.practice(report.practice_id))
    with writing(folder):
        folder.parent.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
        folder.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
    path = folder / f"{report.as_of_on}-{digest}.json"
    return replace_text(seal_text(text, lock), path)
