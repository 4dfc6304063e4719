"""Page 7: five measures beside their own past, and what repeats over two weeks."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from reports import charts
from reports.fitting import fitting, line_count, row_height
from reports.formats import CLAIMS_FOR_A_RATE, NONE, count, counted, figure, lowered, rate, usd
from reports.limits import SMALL_WEEK, limits_of
from reports.packet import Measure, Packet, Repeat, Verdict
from reports.views.stocks import moved
from reports.views.tiles import is_change
from reports.words import (
    DECISION_STATES,
    MEASURES,
    NEEDS_A_WORD,
    PROMISES,
    VERDICTS,
    MeasureWords,
)

CHART_WIDTH, CHART_HEIGHT = 126, 44
REPEAT_LETTERS, PAYER_LETTERS, PROMISE_LETTERS, REPEATS_ROOM = 31, 22, 18, 166.0
QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure as it prints; ``chart`` is empty where too few claims stand behind it."""

    title: str
    gloss: str
    number: str
    under: str
    chart: Markup | None
    verdict: str
    is_framed: bool
    note: str


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """One reason over two weeks."""

    reason: str
    payer: str
    week_before: str
    this_week: str
    reading: str
    is_change: bool
    promise: str
    is_broken: bool


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """Page 7."""

    measures: tuple[MeasureRow, ...]
    repeats: tuple[RepeatRow, ...]
    repeats_more: str
    shows_repeats: bool


def measures_page(packet: Packet) -> MeasuresPage:
    """The five measures and the repeats cut to the page."""
    limit = limits_of(packet).repeats
    heights = [
        row_height(
            line_count(x.reason, REPEAT_LETTERS),
            line_count(x.payer, PAYER_LETTERS),
            line_count(promise_words(x), PROMISE_LETTERS),
        )
        for x in packet.repeats
    ]
    shown = fitting(heights, REPEATS_ROOM, limit)
    rest = packet.repeats[shown:]
    return MeasuresPage(
        measures=tuple(_row(measure) for measure in packet.measures),
        repeats=tuple(_repeat_row(repeat) for repeat in packet.repeats[:shown]),
        repeats_more=f"and {counted(len(rest), 'more reason')}." if rest and limit else "",
        shows_repeats=bool(limit),
    )


def is_too_few(measure: Measure) -> bool:
    """True where no percentage may be printed; days are no percentage."""
    return measure.name != "days_to_submit" and measure.claim_count < CLAIMS_FOR_A_RATE


def _row(measure: Measure) -> MeasureRow:
    words = MEASURES[measure.name]
    few = is_too_few(measure)
    verdict: Verdict = "too_few" if few else measure.series.verdict
    if measure.series.verdict == "not_compared":
        verdict = "not_compared"
    number, under = _number(measure, words)
    top, bottom = ("", "") if few else _ends(measure)
    note = _note(measure, words, top, bottom) if verdict != "not_compared" else ""
    title = f"{words.title}: {number}, {under}. {_verdict_words(verdict, words)} {note}"
    chart = (
        None
        if few
        else charts.spark(measure.series, title, CHART_WIDTH, CHART_HEIGHT, (top, bottom))
    )
    return MeasureRow(
        title=words.title,
        gloss=words.gloss,
        number=number,
        under=under,
        chart=chart,
        verdict=_way(measure, verdict) or _verdict_words(verdict, words),
        is_framed=is_change(verdict),
        note=note,
    )


def _way(measure: Measure, verdict: Verdict) -> str:
    """Which way a stock goes, where this week moved it as usual; empty else."""
    return moved(measure.series)[1] if measure.series.is_stock and verdict == "within" else ""


def _verdict_words(verdict: Verdict, words: MeasureWords) -> str:
    if not is_change(verdict):
        return VERDICTS[verdict]
    is_worse = (verdict == "above") == words.is_low_good
    return f"Real change for the {'worse' if is_worse else 'better'}."


def _number(measure: Measure, words: MeasureWords) -> tuple[str, str]:
    if measure.value is None and not is_too_few(measure):
        return NONE, "not known this week"
    if measure.name == "days_to_submit":
        return figure(measure.value or 0, 1), f"days, {counted(measure.claim_count, 'claim')}"
    write = usd if words.unit == "dollars" else count
    percent = rate(measure.value or Decimal(0), measure.claim_count)
    if percent is None:
        return write(measure.numerator), f"of {_whole(measure, words)}"
    return percent, f"{write(measure.numerator)} of {_whole(measure, words)}"


def _whole(measure: Measure, words: MeasureWords) -> str:
    if words.unit == "dollars":
        return f"{usd(measure.denominator)} open"
    return counted(measure.denominator, words.unit.removesuffix("s"))


def _ends(measure: Measure) -> tuple[str, str]:
    low, high = measure.series.usual_low, measure.series.usual_high
    if low is None or high is None:
        return "", ""
    scale = 1 if measure.name == "days_to_submit" else 100
    return figure(high * scale, 1), figure(low * scale, 1)


def _note(measure: Measure, words: MeasureWords, top: str, bottom: str) -> str:
    word = "Expected after last week" if measure.series.is_stock else "Usual"
    parts = [
        f"{word} {bottom} to {top}." if top else "",
        f"{'Lower' if words.is_low_good else 'Higher'} is better.",
    ]
    if measure.slowest_tenth_days is not None:
        days = counted(measure.slowest_tenth_days, "day")
        parts.append(f"Slowest tenth: {days} or more.")
    return " ".join(part for part in parts if part)


def reading(repeat: Repeat) -> str:
    """Say how two weeks differ: a word only from 5 claims and a move over a quarter."""
    if not repeat.is_compared or repeat.week_before is None:
        return "Not compared"
    before, now = repeat.week_before, repeat.this_week
    if max(before, now) < SMALL_WEEK:
        return "Too few"
    if abs(now - before) <= QUARTER * before:
        return "Same"
    return "Grew" if now > before else "Shrank"


def promise_words(repeat: Repeat) -> str:
    """Say how the decision about a reason stands; without one, the promise for its category."""
    if repeat.decision is None:
        return PROMISES[repeat.promise]
    return f"Decided: {lowered(DECISION_STATES[repeat.decision])}"


def _repeat_row(repeat: Repeat) -> RepeatRow:
    words = reading(repeat)
    return RepeatRow(
        reason=repeat.reason,
        payer=repeat.payer,
        week_before=NONE if repeat.week_before is None else count(repeat.week_before),
        this_week=count(repeat.this_week),
        reading=words,
        is_change=words in ("Grew", "Shrank"),
        promise=promise_words(repeat),
        is_broken=(repeat.decision or repeat.promise) in NEEDS_A_WORD,
    )
