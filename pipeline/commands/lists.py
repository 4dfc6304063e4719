"""``check FILE``: what would be read of a practice system's list, without storing it.

Takes files of any kind. Refuses to show a cell, and a heading that no profile has.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

DONE, NEEDS_A_PERSON = 0, 3
NO_LIST = (
    "  List        none: this is no workbook and no text of rows. If it should be X12: "
    "triage inspect FILE"
)
WORKLIST = (
    "  List        a list of this program to be answered: put it into the inbox, and triage run "
    "tells what of it could not be read"
)


def tell_lists(files: Sequence[Path], home: Path, practice_id: str | None) -> int:
    """Write what would be read of each file; return the code the command ends with.

    Args:
        files: Files of any kind.
        home: The home of the practice, if one is named.
        practice_id: The practice whose own profiles are used beside ours.

    Raises:
        TriageError: If a file cannot be read, or the practice's settings cannot.
    """
    from pipeline.exports.description import describe
    from pipeline.exports.returned_lists import is_returned_list
    from pipeline.exports.sheets import looks_like_sheet, read_workbook
    from pipeline.exports.shipped import with_own
    from pipeline.inspection.masking import printable
    from pipeline.inspection.opened import opened, require_files
    from pipeline.practice import Home

    require_files(files)
    own = Home.open_serving(home).practice(practice_id).profiles if practice_id else ()
    code = DONE
    for path in files:
        click.echo(printable(click.format_filename(path)))
        with opened(path) as data:
            workbook = read_workbook(data) if looks_like_sheet(data[:]) else None
        if workbook is None:
            click.echo(NO_LIST)
            code = NEEDS_A_PERSON
            continue
        if is_returned_list(workbook):
            click.echo(WORKLIST)
            continue
        description = describe(workbook, with_own(own))
        for line in description.lines:
            click.echo(line)
        code = NEEDS_A_PERSON if description.needs_a_person else code
    return code
