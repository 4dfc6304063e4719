"""What differs between open work as it is and as it would be, with the rule that makes it differ.

Takes both sides. Refuses to guess: every line is one figure before and after, under the row of the
rules that decides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.commands.rules_on_a_copy import BothWays, Work

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Figure:
    """What of a piece of work may change, and which rows of the rules may be why.

    Attributes:
        column: Its column.
        word: Its name in print.
        rule: Column that names the row it is by.
        numbers: Thresholds it turns on, too.
        price: Column of the price it is made of, which a contract may give.
    """

    column: str
    word: str
    rule: str
    numbers: tuple[str, ...] = ()
    price: str = ""


FIGURES = (
    Figure("state", "outcome", "rule_id"),
    Figure("category", "category", "rule_id"),
    Figure("owner_role", "owner", "owner_rule_id"),
    Figure("next_action", "next action", "action_rule_id"),
    Figure(
        "act_by_on", "act by", "limit_rule_id", ("act_by_business_days", "deadline_safety_days")
    ),
    Figure("refile_by_on", "refile by", "limit_rule_id"),
    Figure("appeal_by_on", "appeal by", "limit_rule_id"),
    Figure(
        "expected_recovery_usd",
        "likely back",
        "prior_rule_id",
        (
            "expected_min_lines",
            "expected_window_days",
            "recovery_strength",
            "recovery_cohort_weeks",
            "recovery_half_life_weeks",
        ),
        "expected_allowed_usd",
    ),
)
IN_WORDS = ("category", "owner_role")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one piece of work that would be another."""

    rule_id: str
    kind: str
    item_id: str
    claim_number: str
    place: str
    word: str
    now: str
    then: str


def changes_of(told: BothWays) -> tuple[Change, ...]:
    """Return what would change, rule by rule; within a rule in the order of the work."""
    changes = [change for pair in told.pairs for change in _changes(told, *pair)]
    return tuple(sorted(changes, key=lambda change: change.rule_id))


def lines_of(told: BothWays, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the changes in plain lines: a table a rule, and a sum."""
    yield told.practice
    for rule_id, of_rule in groupby(changes, key=lambda change: change.rule_id):
        own = told.own_rules.get(rule_id)
        yield ""
        yield f"  {rule_id}" + (f" (decided {own.reason})" if own else "")
        yield from _table(list(of_rule))
    yield ""
    for kind in ("denial", "rejection"):
        were_open = {
            before["item_id"]
            for _, before, _ in told.pairs
            if before and before["kind"] == kind and before["state"] == OPEN
        }
        touched = {change.item_id for change in changes if change.kind == kind}
        more = len(touched - were_open)
        count = len(touched & were_open)
        yield f"  {count} of {len(were_open)} open {kind}s change" + (
            f", {more} more would be open" if more else ""
        )


def _table(changes: Sequence[Change]) -> Iterator[str]:
    """Write a claim once, and each of its figures in a line."""
    rows = []
    last = ""
    for change in changes:
        named = (change.claim_number, change.place) if change.item_id != last else ("", "")
        rows.append((*named, change.word, f"{change.now} -> {change.then}"))
        last = change.item_id
    widths = [max(len(cell) for cell in column) for column in list(zip(*rows, strict=True))[:3]]
    for *cells, figures in rows:
        left = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"    {left}  {figures}"


def _changes(
    told: BothWays, payer: str, before: Work | None, after: Work | None
) -> Iterator[Change]:
    """Yield the figures that differ; of work that comes or goes, that it does."""
    work = after or before or {}
    place = payer + (f", line {work['line_number']}" if work["line_number"] else "")
    named = (work["kind"], work["item_id"], work["claim_number"] or "no number", place)
    if before is None or after is None:
        words = (
            f"{work['state']}: {told.labels[work['category']]}, "
            f"for {told.labels[work['owner_role']]}"
        )
        nothing = f"no {work['kind']}"
        texts = (nothing, words) if before is None else (words, nothing)
        yield Change(_why_it_moves(told, work), *named, "outcome", *texts)
        return
    for figure in FIGURES:
        if before[figure.column] != after[figure.column]:
            texts = [_in_words(told, figure, side) for side in (before, after)]
            yield Change(_why(told, figure, before, after), *named, figure.word, *texts)


def _in_words(told: BothWays, figure: Figure, work: Work) -> str:
    text = work[figure.column]
    return told.labels.get(text, text) if figure.column in IN_WORDS else text or "none"


def _why(told: BothWays, figure: Figure, before: Work, after: Work) -> str:
    """Name the row behind a change: one that decides now and did not, else one of its own.

    Dollars that a contract prices anew, or no longer, are named by the file of contracts.
    """
    paper = after["paper_id"] or before["paper_id"]
    if paper and figure.price and after[figure.price] != before[figure.price]:
        return paper
    rows = (figure.rule, "rule_id")
    decides_now = [after[row] for row in rows if after[row] != before[row]]
    numbers = [f"home:threshold:{number}" for number in figure.numbers]
    own = [one for one in (after[figure.rule], *numbers, after["rule_id"]) if one in told.own_rules]
    return next(filter(None, (*decides_now, *own, after[figure.rule])), after["rule_id"])


def _why_it_moves(told: BothWays, work: Work) -> str:
    """Name the rule by which work comes or goes: an own one for one of its codes, else its own."""
    codes = {work["carc_code"], work["rarc_code"]}
    own = [rule_id for rule_id, rule in told.own_rules.items() if rule.key & codes]
    return (own or [work["rule_id"]])[0]
