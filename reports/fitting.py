"""How many rows a page holds, judged before it is laid out by the widths of its own letters."""

from collections.abc import Sequence

from reports.faces import width_of

LINE, AIR = 12.0, 8.5
"""Points of a table's line, and of the space around a row."""


AVERAGE, SPACE = 0.43, 0.2
"""Widths in em of an average letter of running text, and of a space."""


def line_count(text: str, letters: int) -> int:
    """Lines that a text takes in a column of so many average letters, at least one.

    A word moves to the next line whole; one that no line holds is broken wherever the line ends.
    """
    room = letters * AVERAGE
    lines, used = 1, 0.0
    for word in text.split():
        wide = width_of(word)
        if used and used + SPACE + wide <= room:
            used += SPACE + wide
            continue
        # What a line cannot hold of its last letter is lost in each line of a broken word.
        whole, rest = divmod(wide, room) if wide <= room else divmod(wide, room - 2 * AVERAGE)
        lines += int(whole) + bool(used)
        used = rest
    return lines


def row_height(*cells: int) -> float:
    """Points of a row whose cells take so many lines."""
    return AIR + LINE * max(cells)


def fitting(heights: Sequence[float], room: float, most: int) -> int:
    """How many rows from the top fit into ``room`` points, never more than ``most``."""
    used = 0.0
    for number, height in enumerate(heights[:most]):
        used += height
        if used > room:
            return number
    return min(len(heights), most)


def dealt(lists: Sequence[Sequence[float]], room: float, most: int) -> tuple[int, ...]:
    """Deal out the rows of one page in turn, so that no long list pushes a short one off it.

    Args:
        lists: heights of each list's rows.
        room: points for all rows together.
        most: rows for all lists together.

    Returns:
        How many rows from the top of each list are shown.
    """
    given = [0] * len(lists)
    for turn in range(max((len(rows) for rows in lists), default=0)):
        for at, rows in enumerate(lists):
            is_next = given[at] == turn < len(rows) and sum(given) < most
            if is_next and rows[turn] <= room:
                given[at] += 1
                room -= rows[turn]
    return tuple(given)
