"""Worklists of every length: no row, one, as many as paper holds, one more, thousands."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.packet import Owner, Worklist, WorklistGroup, Worklists
from tests.reports.invented.kinds import KINDS, PAYERS
from tests.reports.invented.worklists import rows, short, worklists


def group_of(number: int, count: int) -> WorklistGroup:
    made = KINDS[number % len(KINDS)]
    return WorklistGroup(
        "denial", "Denied", 4, PAYERS[number % len(PAYERS)], made.label, made.code, made.action,
        12 * count, Decimal("4.25"), rows(count, number),
    )  # fmt: skip


def one_owner(counts: Sequence[int], owner: Owner = KINDS[0].owner) -> Worklists:
    """A list of one owner with so many rows a group."""
    return replace(worklists(), lists=(listed(owner, counts),))


def listed(owner: Owner, counts: Sequence[int]) -> Worklist:
    groups = tuple(group_of(n, count) for n, count in enumerate(counts))
    return Worklist(owner, "claims_biller", 12 * sum(counts), groups)


def twelve_owners() -> Worklists:
    owners = [Owner(f"{kind.label} desk", "AB"[: n % 3]) for n, kind in enumerate(KINDS[:12])]
    return replace(
        worklists(),
        lists=tuple(listed(owner, (3, n)) for n, owner in enumerate(owners, start=1)),
    )


def thirty_owners() -> Worklists:
    return replace(
        worklists(), lists=tuple(listed(Owner(f"Desk {n + 1}"), (1,)) for n in range(30))
    )


def nobody_named() -> Worklists:
    lists = worklists().lists
    return replace(worklists(), lists=tuple(replace(x, owner=Owner("Practice")) for x in lists[:2]))


WORKLISTS = {
    "worklists": worklists,
    "short worklist": short,
    "no owner": lambda: replace(worklists(), lists=()),
    "no row": lambda: one_owner(()),
    "one row": lambda: one_owner((1,)),
    "110 rows": lambda: one_owner((55, 55)),
    "111 rows": lambda: one_owner((111,)),
    "2,000 rows": lambda: one_owner((20,) * 100),
    "groups over pages": lambda: one_owner((21, 3, 22, 2, 24, 5, 22, 11)),
    "groups of one": lambda: one_owner((1,) * 60),
    "groups of two": lambda: one_owner((2,) * 45),
    "twelve owners": twelve_owners,
    "thirty owners": thirty_owners,
    "nobody named": nobody_named,
}
