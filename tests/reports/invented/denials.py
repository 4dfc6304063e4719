"""Pages 2 to 4 of an invented week: every figure follows from its cells of claims."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from reports.packet import (
    Batch,
    Category,
    Cause,
    Concentration,
    ExpiringLine,
    Odds,
    Origin,
    OriginCount,
    PayerCount,
    Reason,
)
from tests.reports.invented.kinds import KINDS, MONDAY, PAYERS, Kind

Cell = tuple[int, int, int]
"""Kind, payer, claims."""

GROUP_CELLS: tuple[Cell, ...] = (
    (0, 0, 6), (0, 2, 3), (0, 1, 1), (0, 5, 1), (0, 4, 1), (1, 2, 4), (1, 1, 3), (1, 3, 1),
    (2, 1, 6), (3, 4, 2), (3, 1, 2), (3, 0, 1), (4, 1, 1), (4, 2, 1), (4, 0, 1), (5, 2, 2),
    (5, 1, 1), (6, 3, 1), (6, 5, 1), (6, 0, 1), (7, 1, 1), (7, 2, 1), (8, 1, 1), (9, 2, 1),
    (10, 2, 1), (11, 1, 1),
)  # fmt: skip
SOLO_CELLS: tuple[Cell, ...] = ((4, 1, 1), (2, 1, 1), (3, 1, 1))
BAD_CELLS: tuple[Cell, ...] = tuple(cell for cell in GROUP_CELLS if cell[1] != 1)[:14]
LARGE_CELLS: tuple[Cell, ...] = tuple(
    (kind, payer, 1 + (17 * kind + 11 * payer) % (22 if kind < 4 else 7))
    for kind in range(len(KINDS))
    for payer in range(10)
)


def usual(cell: Cell) -> int:
    return cell[2] * (96 + 7 * cell[1])


def likely(cell: Cell) -> int:
    return int(usual(cell) * Decimal(KINDS[cell[0]].chance))


def billed(cell: Cell) -> int:
    return cell[2] * (165 + 5 * cell[1])


def reasons(cells: Sequence[Cell]) -> dict[int, Reason]:
    """One reason a kind, ranked by claims, then by likely dollars."""
    by_kind: dict[int, list[Cell]] = {}
    for cell in cells:
        by_kind.setdefault(cell[0], []).append(cell)
    order = sorted(by_kind, key=lambda k: (-sum(c[2] for c in by_kind[k]), k))
    return {
        kind: Reason(
            rank=rank,
            label=KINDS[kind].label,
            code=KINDS[kind].code,
            payers=tuple(
                PayerCount(PAYERS[c[1]], c[2]) for c in sorted(by_kind[kind], key=lambda c: -c[2])
            ),
            claim_count=sum(c[2] for c in by_kind[kind]),
            billed_usd=sum(map(billed, by_kind[kind])),
            likely_back_usd=sum(map(likely, by_kind[kind])),
        )
        for rank, kind in enumerate(order, start=1)
    }


def categories(cells: Sequence[Cell]) -> tuple[Category, ...]:
    grouped: dict[str, list[tuple[Kind, Reason]]] = {}
    for kind, reason in reasons(cells).items():
        grouped.setdefault(KINDS[kind].category, []).append((KINDS[kind], reason))
    made = [
        Category(
            name=name,
            preventable=pairs[0][0].preventable,
            origin=pairs[0][0].origin,
            claim_count=sum(r.claim_count for _, r in pairs),
            billed_usd=sum(r.billed_usd for _, r in pairs),
            likely_back_usd=sum(r.likely_back_usd for _, r in pairs),
            owner=pairs[0][0].owner,
            next_action=pairs[0][0].action,
            act_by_on=MONDAY + timedelta(days=1 if name == "Coding" else 4),
            reasons=tuple(r for _, r in pairs),
        )
        for name, pairs in grouped.items()
    ]
    return tuple(sorted(made, key=lambda c: (-c.claim_count, -c.likely_back_usd, c.name)))


def odds(cell: Cell) -> Odds:
    """A record of its own at most payers, that of all at some, none for what is rare."""
    worked = (cell[0] * 7 + cell[1] * 5) % 23
    if not worked:
        return Odds("prior")
    won = int(worked * Decimal(KINDS[cell[0]].chance))
    return Odds("category" if cell[1] > 3 else "payer", won, worked)


def batches(cells: Sequence[Cell]) -> tuple[Batch, ...]:
    def score(cell: Cell) -> tuple[float, Cell]:
        return (-likely(cell) / (4 + KINDS[cell[0]].minutes * cell[2]), cell)

    return tuple(
        Batch(
            rank=rank,
            payer=PAYERS[cell[1]],
            reason=KINDS[cell[0]].label,
            claim_count=cell[2],
            usual_payment_usd=usual(cell),
            chance=Decimal(KINDS[cell[0]].chance),
            odds=odds(cell),
            likely_back_usd=likely(cell),
            minutes=4 + KINDS[cell[0]].minutes * cell[2],
            last_day_on=MONDAY + timedelta(days=(13 * cell[0] + 29 * cell[1]) % 97 + 1),
            owner=KINDS[cell[0]].owner,
        )
        for rank, cell in enumerate(sorted(cells, key=score), start=1)
    )


def expiring(count: int) -> tuple[ExpiringLine, ...]:
    lines = []
    for n in range(count):
        kind = KINDS[(n * 3) % len(KINDS)]
        days = 1 + n * 13 // max(count, 1)
        lines.append(
            ExpiringLine(MONDAY + timedelta(days=days), days, PAYERS[n % 3], kind.label,
                         1, 55 + 7 * n, kind.owner)
        )  # fmt: skip
    return tuple(lines)


def origins(cells: Sequence[Cell]) -> tuple[OriginCount, ...]:
    names: tuple[Origin, ...] = (
        "intake_scheduling",
        "clinical_documentation",
        "coding",
        "billing_submission",
        "credentialing_enrollment",
        "payer",
    )
    return tuple(
        OriginCount(
            origin=name,
            claim_count=sum(c[2] for c in cells if KINDS[c[0]].origin == name),
            usual_count=Decimal(sum(c[2] for c in cells if KINDS[c[0]].origin == name)) * 3 / 5 + 1,
            likely_back_usd=sum(likely(c) for c in cells if KINDS[c[0]].origin == name),
        )
        for name in names
    )


def causes(cells: Sequence[Cell]) -> tuple[Cause, ...]:
    made = []
    for n, (kind, reason) in enumerate(reasons(cells).items()):
        claims = reason.claim_count
        first = reason.payers[0]
        made.append(
            Cause(
                label=reason.label,
                kind=("lasting", "keeps_coming", "burst", "chronic")[n % 4],
                origin=KINDS[kind].origin,
                concentrations=(
                    Concentration(first.claim_count, claims, "from", first.payer),
                    Concentration(max(claims // 3, 1), claims, "at", "Telehealth"),
                ),
                weekly_counts=(claims // 2, claims // 3, claims // 3, n % 2 or claims // 2,
                               claims // 2, claims),
                likely_back_usd=reason.likely_back_usd,
                check=KINDS[kind].check,
                owner=KINDS[kind].owner,
                since_on=date(2026, 10, 12) if n % 4 == 0 else None,
            )
        )  # fmt: skip
    return tuple(made)
