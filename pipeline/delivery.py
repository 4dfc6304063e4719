"""A packet where people look for it: the practice's own folder, and one more it may name.

Takes rendered files. Names them by week only: a file name is read by whoever sees the folder.
Refuses nothing; a packet of the same week is replaced whole.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from pipeline.practice import Practice
from pipeline.resources.whole_files import replace_file

SUMMARY, EDITION, OUTSIDE, WORKLISTS = "summary", "edition", "outside", "worklists"
ENDINGS = {
    SUMMARY: "summary.pdf",
    EDITION: "summary.html",
    OUTSIDE: "outside.pdf",
    WORKLISTS: "worklists.pdf",
}
"""Part of a packet to how its file's name ends; the edition is the summary for screens."""


def packet_path(practice: Practice, week: dt.date, part: str) -> Path:
    """Return where a part of a week's packet is kept; ``part`` is a key of ``ENDINGS``."""
    return practice.packets_folder / f"{week.isoformat()}-{ENDINGS[part]}"


def decisions_path(practice: Practice, week: dt.date) -> Path:
    """Return where the workbook of a week's meeting is kept, beside its packet."""
    return practice.packets_folder / f"{week.isoformat()}-decisions.xlsx"


def deliver(practice: Practice, week: dt.date, parts: Mapping[str, Path]) -> list[Path]:
    """Copy the parts of a week's packet to where they are kept and delivered.

    Args:
        practice: Whose packet it is.
        week: The packet week.
        parts: Part (``summary``, ``edition``, ``worklists``) to the rendered file.

    Returns:
        Every file written: in the packets folder, then in the delivery folder if there is one.
    """
    kept = [
        replace_file(rendered, packet_path(practice, week, part))
        for part, rendered in parts.items()
    ]
    folder = practice.delivery_folder
    return kept if folder is None else [*kept, *(replace_file(p, folder / p.name) for p in kept)]
