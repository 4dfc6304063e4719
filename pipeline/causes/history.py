"""A practice's weeks one after the other: a change stays one while it is there."""

from collections.abc import Iterable, Iterator

from pipeline.causes.scan import Cause, Scan


def causes_by_week(scan: Scan, weeks: Iterable[int]) -> Iterator[tuple[int, tuple[Cause, ...]]]:
    """Yield the causes of every week, which come in their order.

    After a quarter a change has become what is usual, and the scan finds the cell chronic. A
    reader who heard of the change still wants to know since when: what was named a lasting change
    in the weeks looked back on is one as long as its cell is chronic.
    """
    lasting = dict[tuple[int, frozenset[tuple[str, int]]], Cause]()
    for week in weeks:
        told = tuple(_as_heard(scan, each, lasting, week) for each in scan.causes(week))
        lasting.update({each.place: each for each in told if each.kind == "lasting"})
        yield week, tuple(sorted(told, key=lambda each: each.kind == "chronic"))


def _as_heard(
    scan: Scan,
    cause: Cause,
    lasting: dict[tuple[int, frozenset[tuple[str, int]]], Cause],
    week: int,
) -> Cause:
    change = lasting.get(cause.place)
    if cause.kind != "chronic" or change is None:
        return cause
    if change.since_week <= week - scan.limits.since_weeks:
        return cause
    return scan.still(change, cause, week)
