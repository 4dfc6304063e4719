"""Whole invented weeks: solo, group, large, quiet, bad, first, wordy."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.packet import (
    Beside,
    Coverage,
    Headline,
    Meeting,
    Owner,
    Packet,
    Reason,
    Rejection,
    Series,
    Size,
    Unbalanced,
)
from tests.reports.invented.denials import (
    BAD_CELLS,
    GROUP_CELLS,
    LARGE_CELLS,
    SOLO_CELLS,
    Cell,
    batches,
    categories,
    causes,
    expiring,
    origins,
)
from tests.reports.invented.kinds import MONDAY, PAYERS, WEEK
from tests.reports.invented.lists import NOTHING_BESIDE, aging, beside, feeds, quality, untouched
from tests.reports.invented.measures import REPEATS, few_measures, measures, weeks
from tests.reports.invented.meeting import DECISIONS, meeting
from tests.reports.invented.ranges import judged


def left_over(values: tuple[int | None, ...]) -> Series:
    """A stock: what is left over from week to week."""
    return replace(judged(values, is_feed_missing=False, is_few=False), is_stock=True)


def packet(name: str, size: Size, cells: Sequence[Cell], payer_count: int) -> Packet:
    """A week in which every file arrived and nothing stands beside the denials."""
    groups = categories(cells)
    claims = sum(group.claim_count for group in groups)
    dollars = sum(group.likely_back_usd for group in groups)
    return Packet(
        practice_name=name,
        size=size,
        packet_week=WEEK,
        covers_until=MONDAY,
        issued_on=MONDAY,
        invented_notice="invented data, not a real practice",
        coverage=Coverage(feeds(payer_count), 5, 5, 0),
        headline=Headline(
            denied=judged(weeks(claims, 8, claims * 2 // 3), is_feed_missing=False, is_few=False),
            likely_back=judged(
                weeks(dollars, dollars // 9, dollars * 8 // 9), is_feed_missing=False, is_few=False
            ),
            untouched=left_over(weeks(0, 4, 1)),
            rejected=judged(weeks(0, 5, 0), is_feed_missing=False, is_few=False),
            billed_usd=sum(group.billed_usd for group in groups),
            untouched_open_usd=0,
        ),
        categories=groups,
        expiring=(),
        batches=batches(cells),
        origins=origins(cells),
        causes=causes(cells),
        beside=NOTHING_BESIDE,
        aging=(),
        untouched_by_payer=(),
        untouched_by_owner=(),
        measures=measures(),
        repeats=(),
        quality=quality(unbalanced=(), rejected_set_count=0),
        meeting=meeting(groups),
    )


def with_backlog(base: Packet, *, payer_count: int, each: int, scale: int) -> Packet:
    payers, owners = untouched(payer_count, each)
    claims = sum(payer.claim_count for payer in payers)
    return replace(
        base,
        aging=aging(len(base.coverage.payers), scale),
        untouched_by_payer=payers,
        untouched_by_owner=owners,
        headline=replace(
            base.headline,
            untouched=left_over(weeks(claims, 4, claims)),
            untouched_open_usd=sum(payer.open_usd for payer in payers),
        ),
    )


def with_beside(base: Packet) -> Packet:
    return replace(
        base,
        beside=beside(),
        coverage=replace(base.coverage, unbalanced_claim_count=2),
        quality=quality(),
        headline=replace(
            base.headline, rejected=judged(weeks(9, 5, 7), is_feed_missing=False, is_few=False)
        ),
    )


def group() -> Packet:
    base = packet("Riverbend Behavioral Group", "group", GROUP_CELLS, 8)
    base = with_beside(with_backlog(base, payer_count=5, each=3, scale=31))
    return replace(
        base,
        expiring=expiring(5),
        repeats=REPEATS,
        meeting=replace(base.meeting, decisions=DECISIONS),
    )


def large() -> Packet:
    base = packet("Tri-County Behavioral Health", "large", LARGE_CELLS, 10)
    base = with_beside(with_backlog(base, payer_count=10, each=81, scale=756))
    return replace(
        base,
        expiring=expiring(58),
        repeats=(*REPEATS, *REPEATS),
        meeting=replace(base.meeting, decisions=DECISIONS * 3),
    )


def few(series: Series) -> Series:
    return replace(series, verdict="too_few")


def solo() -> Packet:
    base = with_backlog(
        packet("Juniper Counseling", "solo", SOLO_CELLS, 3), payer_count=1, each=2, scale=12
    )
    rejection = Rejection("Member not found by the payer", "Payer front door", "277CA A7 : 33",
                          "Harbor Health", 1, "Correct the member number, send again",
                          Owner("Intake & eligibility"))  # fmt: skip
    head = base.headline
    return replace(
        base,
        beside=replace(NOTHING_BESIDE, rejections=(rejection,)),
        headline=replace(
            head,
            denied=few(judged(weeks(3, 4, 2), is_feed_missing=False, is_few=False)),
            likely_back=few(head.likely_back),
            untouched=few(head.untouched),
            rejected=few(judged(weeks(1, 4, 0), is_feed_missing=False, is_few=False)),
        ),
        measures=few_measures(),
    )


def quiet() -> Packet:
    base = with_backlog(
        packet("Juniper Counseling", "solo", (), 3), payer_count=1, each=2, scale=12
    )
    head = base.headline
    return replace(
        base,
        causes=causes(SOLO_CELLS),
        headline=replace(head, denied=few(head.denied), likely_back=few(head.likely_back),
                         untouched=few(head.untouched), rejected=few(head.rejected)),
        measures=few_measures(),
    )  # fmt: skip


def not_compared(series: Series) -> Series:
    return replace(series, verdict="not_compared")


def bad_week() -> Packet:
    base = packet("Riverbend Behavioral Group", "group", BAD_CELLS, 8)
    base = with_beside(with_backlog(base, payer_count=5, each=10, scale=31))
    head = base.headline
    return replace(
        base,
        coverage=replace(base.coverage, payers=feeds(8, missing=(1,))),
        headline=replace(
            head, denied=not_compared(head.denied), likely_back=not_compared(head.likely_back)
        ),
        expiring=expiring(3),
        repeats=tuple(replace(repeat, is_compared=False) for repeat in REPEATS[:3]),
        measures=tuple(replace(m, series=not_compared(m.series)) for m in measures()),
    )


def missing_and_nothing() -> Packet:
    """No denial arrived, and neither did a file that may hold some."""
    base = bad_week()
    none = packet("Riverbend Behavioral Group", "group", (), 8)
    head = replace(
        base.headline,
        denied=not_compared(none.headline.denied),
        likely_back=not_compared(none.headline.likely_back),
        billed_usd=0,
    )
    return replace(base, categories=(), batches=(), origins=none.origins, causes=(), expiring=(),
                   headline=head)  # fmt: skip


def first_week() -> Packet:
    """The first week ever: every record is one week long."""
    base = group()
    head = base.headline

    def young(series: Series) -> Series:
        return Series(series.values[-1:], "too_few")

    return replace(
        base,
        headline=replace(head, denied=young(head.denied), likely_back=young(head.likely_back),
                         untouched=young(head.untouched), rejected=young(head.rejected)),
        measures=tuple(replace(m, series=young(m.series)) for m in base.measures),
        origins=tuple(replace(origin, usual_count=None) for origin in base.origins),
        causes=tuple(
            replace(c, weekly_counts=(None,) * 5 + c.weekly_counts[-1:], kind="keeps_coming")
            for c in base.causes
        ),
        repeats=tuple(replace(repeat, week_before=None, promise="none") for repeat in base.repeats),
        meeting=Meeting(),
    )  # fmt: skip


LONG = "Procedure outside provider specialty or taxonomy"


def wordy() -> Packet:
    """Every name as long as the rules and real payers make them, several files missing."""
    base = large()
    names = {payer: f"{payer} of the Upper Valley, Commercial" for payer in PAYERS}

    def long(reason: Reason) -> Reason:
        payers = tuple(replace(x, payer=names[x.payer]) for x in reason.payers)
        return replace(reason, label=f"{LONG} {reason.rank}", code="CO-16 N290", payers=payers)

    return replace(
        base,
        practice_name="Northern Lakes Integrated Behavioral Health Associates",
        coverage=replace(
            base.coverage,
            payers=tuple(
                replace(feed, payer=names[feed.payer], is_missing=n < 5)
                for n, feed in enumerate(base.coverage.payers)
            ),
            rejection_days=3,
        ),
        categories=tuple(replace(x, reasons=tuple(map(long, x.reasons))) for x in base.categories),
        expiring=tuple(replace(x, payer=names[x.payer], reason=LONG) for x in base.expiring),
        batches=tuple(replace(x, payer=names[x.payer], reason=LONG) for x in base.batches),
        causes=tuple(replace(x, label=LONG) for x in base.causes),
        beside=Beside(
            base.beside.rejections * 3,
            base.beside.waiting * 3,
            base.beside.take_backs * 3,
            base.beside.red_flags * 3,
        ),
        headline=replace(
            base.headline, rejected=judged(weeks(27, 5, 20), is_feed_missing=False, is_few=False)
        ),
        aging=tuple(replace(x, payer=names[x.payer]) for x in base.aging),
        untouched_by_payer=tuple(replace(x, payer=names[x.payer]) for x in base.untouched_by_payer),
        repeats=tuple(
            replace(x, reason=LONG, payer=names[x.payer], decision="no_word") for x in base.repeats
        ),
        meeting=replace(
            base.meeting,
            promises=tuple(
                replace(x, next_action=f"{LONG}, then send a corrected claim")
                for x in base.meeting.promises
            ),
            decisions=tuple(replace(x, cause=LONG) for x in base.meeting.decisions),
        ),
        quality=quality(
            unbalanced=tuple(
                Unbalanced(name, 3, Decimal("1204.55")) for name in list(names.values())[:7]
            ),
            unknown_codes=("CO-999", "PI-998", "OA-997", "CO-996", "CO-995", "CO-994"),
            unknown_payers=("UPPER VALLEY TRUST FUND", "STATE EMPLOYEES PLAN"),
            quarantined_file_count=2,
        ),
    )


SUMMARIES = {
    "solo": solo,
    "group": group,
    "large": large,
    "quiet": quiet,
    "bad week": bad_week,
    "missing and nothing": missing_and_nothing,
    "first week": first_week,
    "wordy": wordy,
}
