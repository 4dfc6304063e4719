"""Page 9: how high the rows of checks are, and the rows about where files come from."""

from collections.abc import Sequence

from reports.fitting import LINE, fitting, line_count
from reports.formats import counted, day
from reports.packet import CheckLine, SourceTrouble

CHECK_LETTERS, RESULT_LETTERS, MEANING_LETTERS = 37, 20, 58
CHECKS_ROOM, CLOSE_AIR = 320.0, 4.2
"""Points for the rows of both tables, and around a row. With 344 the page runs over. 2026-11-29."""

SOURCES_NAMED, SOURCE_LETTERS = 3, 60
SOURCES = "Where files come from"


def used(checks: Sequence[CheckLine]) -> float:
    """Points that rows of checks take."""
    return sum(height(row.check, row.result, row.meaning) for row in checks)


def height(check: str, result: str = "", meaning: str = "") -> float:
    """Points that one row takes."""
    lines = max(
        line_count(check, CHECK_LETTERS),
        line_count(result, RESULT_LETTERS),
        line_count(meaning, MEANING_LETTERS),
    )
    return CLOSE_AIR + LINE * lines


def source_checks(sources: Sequence[SourceTrouble], room: float) -> list[CheckLine]:
    """Name the sources of files that failed, as far as there is room, and count the others.

    A week in which all answered says nothing.
    """
    if not sources:
        return []
    lines = [_line(source) for source in sources]
    if len(lines) <= SOURCES_NAMED and used(lines) <= room:
        return lines
    heights = [used([line]) for line in lines]
    shown = fitting(heights, room - height(SOURCES), SOURCES_NAMED)
    rest = f"{len(lines) - shown} {'more' if shown else 'failed'}"
    return [*lines[:shown], CheckLine(SOURCES, rest, "Named by: triage check", is_alarm=True)]


def _line(one: SourceTrouble) -> CheckLine:
    after = "all well since" if one.is_mended else "its files may be missing"
    return CheckLine(
        SOURCES,
        f"{counted(one.look_count, 'look')}, last {day(one.last_on)}",
        f"{_cut(one.source)} {one.what}; {after}",
        is_alarm=not one.is_mended,
    )


def _cut(source: str) -> str:
    if len(source) <= SOURCE_LETTERS:
        return source
    return source[: SOURCE_LETTERS - 1] + "\N{HORIZONTAL ELLIPSIS}"
