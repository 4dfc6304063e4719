"""What a printed summary says, and what the rollups say of the same week; a name for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reports.formats import CLAIMS_FOR_A_RATE as FEW
from reports.formats import NONE, rate, usd
from tests.laws.on_paper import Paper
from tests.laws.week_asked import OF_WEEK, Week

NUMBER, DOLLARS, COUNT_BOX = r"(\d[\d,]*)", r"\$([\d,]+)", rf"(?:\d[\d,]*|{NONE}|\?)"
RECORD = rf"[\d,]+ of [\d,]+\*?|{NONE}"
GROUP_ROW = re.compile(
    rf"(.+?) (?:Preventable|Partly preventable|Not preventable) {NUMBER} {DOLLARS} {DOLLARS}"
)
REASON_ROW = re.compile(rf"\d+ .* {NUMBER} {DOLLARS} {DOLLARS}")
BATCH_ROW = re.compile(rf"\d+ .* {NUMBER} {DOLLARS} ([\d.]+)% ({RECORD}) {DOLLARS} {NUMBER}\b.*")
CAUSE_ROW = re.compile(rf".* ({COUNT_BOX}(?: {COUNT_BOX}){{5}}) {DOLLARS}\b.*")
REST_ROW = re.compile(rf"and \d+ more reasons? in \d+ other groups? {NUMBER} {DOLLARS} {DOLLARS}")
TOTAL_ROW = re.compile(rf"All denials this week {NUMBER} {DOLLARS} {DOLLARS}")
ON_RECORD = (
    "case own.odds_basis when 'payer' then format('{:,} of {:,}', own.won_count, "
    "own.won_count + own.lost_count) when 'category' then format('{:,} of {:,}*', "
    "every.won_count, every.won_count + every.lost_count) else '\N{EN DASH}' end"
)
MORE_BATCHES = re.compile(
    rf"and {NUMBER} more batch(?:es)?, {NUMBER} claims?, {DOLLARS}: on the worklists\."
)
TILES = re.compile(rf"[\d,{NONE}]+ (?:\$[\d,]+|{NONE})(?: [\d,]+){{3}}")


def numbers(words: tuple[str, ...]) -> tuple[int, ...]:
    """Printed figures as numbers."""
    return tuple(int(word.replace(",", "")) for word in words)


def found(pattern: re.Pattern[str], lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts of every line that is of one form."""
    for line in lines:
        matched = pattern.fullmatch(line)
        if matched:
            yield matched.groups()


def only(pattern: re.Pattern[str], lines: tuple[str, ...]) -> tuple[int, ...]:
    """The figures of the one line of a form; zeros where it is not printed."""
    rows = list(found(pattern, lines))
    return numbers(rows[0]) if rows else (0,) * pattern.groups


def differing(paper: Paper, week: Week) -> list[str]:
    """Names of what the page and the rollups tell differently."""
    told = [*_cover(paper, week), *_reasons(paper, week), *_work(paper, week)]
    told += [*_causes(paper, week), *_beside(paper, week), *_aging(paper, week)]
    told += _measures(paper, week)
    return [f"{name}: {printed} printed, {asked} in the rollups"
            for name, printed, asked in told if printed != asked]  # fmt: skip


Pair = tuple[str, Any, Any]


def _cover(paper: Paper, week: Week) -> Iterator[Pair]:
    lines = paper.pages["cover"]
    claims, _, likely = week.denied
    tiles = (
        f"{claims:,} ${likely:,} {week.expiring()[0]:,} {week.untouched()[0]:,} {week.rejected():,}"
    )
    figures = [line for line in lines if TILES.fullmatch(line)]
    shown = tiles if claims or NONE not in figures[0] else figures[0]
    yield "tiles", figures, [shown]
    labels = week.labels()
    groups = {labels[key]: (count, money) for key, count, _, money in week.by("category")}
    for line in lines:
        row = re.fullmatch(rf"(.+?) {NUMBER} {DOLLARS} (?:Yes|Partly|No): .*", line)
        if row:
            printed = numbers(row.groups()[1:])
            yield f"group {row[1]} on the cover", printed, groups.get(row[1])


def _reasons(paper: Paper, week: Week) -> Iterator[Pair]:
    lines = paper.section("Top denial reasons, last 7 days")
    labels = week.labels()
    groups = {labels[key]: figures for key, *figures in week.by("category")}
    printed = [(row[0], numbers(row[1:])) for row in found(GROUP_ROW, lines)]
    for name, figures in printed:
        label = next((one for one in groups if name.startswith(one)), name)
        yield f"group {name}", figures, tuple(groups.get(label, ()))
    rest = only(REST_ROW, lines)
    sums = tuple(map(sum, zip(rest, *(figures for _, figures in printed), strict=True)))
    yield "groups and the rest", sums, week.denied
    yield "total", only(TOTAL_ROW, lines), week.denied
    rows = sorted((numbers(row) for row in found(REASON_ROW, lines)), key=lambda r: (-r[0], -r[2]))
    asked = [(count, money) for _, count, _, money in week.by("reason_id")]
    yield "reasons", [(row[0], row[2]) for row in rows], asked[: len(rows)]


def _work(paper: Paper, week: Week) -> Iterator[Pair]:
    lines = paper.section("Bucket A: fix now")
    if not lines:
        return
    rows = week.rows(
        "select claim_count, cast(usual_whole_usd as int), round(coalesce(chance, 0) * 100, 1), "
        f"{ON_RECORD}, cast(likely_whole_usd as int), minutes "
        "from rollups.rlp_batch_week as batches "
        "inner join facts.dim_denial_reasons using (practice_id, reason_id) "
        "inner join rollups.rlp_recovery_week as own using "
        "(practice_id, packet_week, payer_id, category) "
        "inner join rollups.rlp_recovery_week as every using (practice_id, packet_week, category) "
        "where practice_id = ? and packet_week = ? and scope = 'new' and every.payer_id = 'all'"
    )
    claims, _, likely = week.denied
    if claims:
        batches = "1 batch" if len(rows) == 1 else f"{len(rows):,} batches"
        lede = rf"{claims:,} claims? in {batches}; .* of work; \${likely:,} likely back\."
        yield "work", bool(re.search(lede, " ".join(lines[:4]))), True
    printed = Counter[tuple[int | Decimal | str, ...]](
        (*numbers(row[:2]), Decimal(row[2]), row[3], *numbers(row[4:]))
        for row in found(BATCH_ROW, lines)
    )
    asked = Counter[tuple[int | Decimal | str, ...]](
        (int(a), int(b), Decimal(c), record, int(d), int(e)) for a, b, c, record, d, e in rows
    )
    yield "batches not in the rollups", printed - asked, Counter()
    left = list((asked - printed).elements())
    more = only(MORE_BATCHES, lines)
    cut = len(left), sum(int(row[0]) for row in left), sum(int(row[4]) for row in left)
    yield "batches left out", more, cut


def _causes(paper: Paper, week: Week) -> Iterator[Pair]:
    lines = paper.section("Bucket B: fix the cause")
    printed = Counter((row[0], *numbers(row[1:])) for row in found(CAUSE_ROW, lines))
    causes = week.causes()
    asked = Counter(
        (
            " ".join(NONE if count == 0 else f"{count:,}" if count else "?" for count in counts),
            money,
        )
        for counts, money in causes
    )
    yield "causes not in the rollups", printed - asked, Counter()
    more = re.search(rf"and {NUMBER} more causes?, \$", " ".join(lines))
    left = int(more[1].replace(",", "")) if more else 0
    if lines:
        yield "causes", printed.total() + left, len(causes)


def _box(count: int | None) -> str:
    """A week's count as its box has it."""
    if count is None:
        return "?"
    return f"{count:,}" if count else NONE


def _beside(paper: Paper, week: Week) -> Iterator[Pair]:
    (waiting,) = week.whole(
        f"select count(*) from rollups.rlp_waiting_week {OF_WEEK} and not is_running"
    )
    taken = week.rows(
        "select coalesce(sum(dollars), 0) from (select round(sum(amount_usd)) as dollars "
        "from facts.fct_take_backs where practice_id = ? and known_on - cast(? as date) "
        "between 0 and 6 and shown_as in ('take_back', 'carried_forward') "
        "group by payer_id, remit_on, reason_code, label, is_take_back)"
    )[0][0]
    heads = " ".join(paper.section("Beside the denials"))
    yield "rejected", f"payer decided ({week.rejected():,})" in heads, True
    yield "waiting", f"waits on us ({waiting:,})" in heads, True
    yield "taken back", f"from a check ({usd(-taken)})" in heads, True


def _aging(paper: Paper, week: Week) -> Iterator[Pair]:
    lines = paper.section("Aging without attention")
    claims, dollars = week.untouched()
    if claims:
        head = f"{claims:,} claim{'s' if claims > 1 else ''} (${dollars:,})"
        yield "untouched", " ".join(lines[1:3]).startswith(head), True
    rows = week.rows(
        "select threshold_days, count(distinct claim_id), cast(sum(open_whole_usd) as int), "
        "max(untouched_days) from rollups.rlp_open_claim_week where practice_id = ? "
        "and packet_week = ? and not is_running and untouched_days >= threshold_days "
        "group by payer_id, threshold_days"
    )
    asked = Counter(tuple(map(int, row)) for row in rows)
    printed = Counter(
        numbers(row) for row in re.findall(
            rf"{NUMBER}\+ days {NUMBER} {DOLLARS} {NUMBER} d\b", "\n".join(lines))
    )  # fmt: skip
    yield "untouched by payer, not in the rollups", printed - asked, Counter()


def _measures(paper: Paper, week: Week) -> Iterator[Pair]:
    """Shares of 20 claims and more; fewer print their counts."""
    words = " ".join(paper.section("Are we getting better?"))
    rows = week.rows(
        "select kpi, numerator, denominator, claim_count from rollups.rlp_kpi_week "
        "where practice_id = ? and packet_week = ? and payer_id = 'all' and category = 'all' "
        "and kpi in ('initial_denial_rate', 'first_pass_rate', 'recurring_share')"
    )
    for kpi, numerator, denominator, claims in rows:
        if (claims or 0) >= FEW and denominator:
            percent = rate(Decimal(numerator) / Decimal(denominator), int(claims))
            yield kpi, str(percent) in words, True
        else:
            yield kpi, f"of {int(denominator or 0):,} " in words, True
