"""Weeks that are rare and ordinary: a holiday, a file set aside, a spike, an old practice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from reports.packet import CheckLine, Packet, PayerFeed, Rise, Series
from tests.reports.invented.denials import GROUP_CELLS, SOLO_CELLS, Cell, expiring
from tests.reports.invented.kinds import PAYERS, WEEK
from tests.reports.invented.lists import NOTHING_BESIDE, beside, feeds, quality
from tests.reports.invented.measures import REPEATS, measures
from tests.reports.invented.measures import weeks as series_of
from tests.reports.invented.ranges import judged
from tests.reports.invented.weeks import bad_week, packet, with_backlog, with_beside

HOLIDAY_CELLS: tuple[Cell, ...] = ((0, 0, 1), (2, 1, 1), (3, 4, 1))
SPIKE_CELLS: tuple[Cell, ...] = tuple(
    (kind, payer, claims * 3 if payer == 1 else claims) for kind, payer, claims in GROUP_CELLS
)


def holiday_week() -> Packet:
    """Three denials in a group practice; most payers were closed and had nothing to send."""
    base = with_backlog(
        packet("Riverbend Behavioral Group", "group", HOLIDAY_CELLS, 8),
        payer_count=5, each=3, scale=31,
    )  # fmt: skip
    return replace(
        base,
        coverage=replace(base.coverage, payers=closed(feeds(8)), rejection_days=2),
        quality=quality(file_count=6, adjudicated_claim_count=38, unbalanced=()),
        measures=tuple(replace(m, claim_count=min(m.claim_count, 17)) for m in measures()),
        repeats=REPEATS[-1:],
    )


def closed(payers: Sequence[PayerFeed]) -> tuple[PayerFeed, ...]:
    return tuple(
        payer if n < 3 else replace(payer, file_count=0, last_file_on=WEEK + timedelta(days=-4))
        for n, payer in enumerate(payers)
    )


def quarantined_week() -> Packet:
    """A payer's file is missing, and a part of another could not be read."""
    base = bad_week()
    aside = CheckLine("Claims in the unreadable part", "about 14", "Ask the payer to send it again",
                      is_alarm=True)  # fmt: skip
    return replace(
        base,
        quality=quality(
            file_with_findings_count=7, quarantined_file_count=2, further=(aside,),
            unknown_codes=("CO-999",), unknown_payers=("UPPER VALLEY TRUST FUND",),
        ),
    )  # fmt: skip


def spike_week() -> Packet:
    """One payer denies three times what it usually does."""
    base = with_beside(
        with_backlog(
            packet("Riverbend Behavioral Group", "group", SPIKE_CELLS, 8),
            payer_count=5, each=3, scale=31,
        )
    )  # fmt: skip
    spiked = judged(series_of(base.denied_count, 8, 30), is_feed_missing=False, is_few=False)
    return replace(
        base,
        headline=replace(base.headline, denied=spiked),
        expiring=expiring(8),
        repeats=tuple(replace(x, this_week=x.this_week * 3) for x in REPEATS),
        rises=(Rise("payer", PAYERS[1], denied_by(base, PAYERS[1]), Decimal("13.25")),),
    )


def denied_by(base: Packet, payer: str) -> int:
    """Claims of one payer among a week's reasons."""
    reasons = (reason for group in base.categories for reason in group.reasons)
    return sum(one.claim_count for reason in reasons for one in reason.payers if one.payer == payer)


def old_solo() -> Packet:
    """A solo practice with years of records: every range is known, and much is old."""
    base = with_backlog(
        packet("Juniper Counseling", "solo", (*SOLO_CELLS, (0, 0, 2), (1, 2, 1)), 6),
        payer_count=6, each=4, scale=17,
    )  # fmt: skip
    old = tuple(
        replace(payer, open_usd=(*payer.open_usd[:3], payer.open_usd[3] * 3, 1_204 * n))
        for n, payer in enumerate(base.aging, start=1)
    )
    return replace(
        base,
        aging=old,
        beside=replace(
            NOTHING_BESIDE,
            take_backs=beside().take_backs,
            red_flags=beside().red_flags[:1],
        ),
        expiring=expiring(4),
        measures=measures(),
    )


def flat(value: int) -> Series:
    """Thirteen equal weeks."""
    return judged([Decimal(value)] * 13, is_feed_missing=False, is_few=False)


WEEKS = {
    "holiday": holiday_week,
    "quarantined file": quarantined_week,
    "spike": spike_week,
    "old solo": old_solo,
}
