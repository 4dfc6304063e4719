"""Laws of the sentences, over weeks no one thought of: evidence, grammar, length, certainty."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.limits import KNOWN_WEEKS_NEEDED
from reports.packet import (
    Cause,
    Concentration,
    Coverage,
    ExpiringLine,
    Headline,
    Owner,
    Packet,
    PayerFeed,
    Rise,
    Series,
    UntouchedOwner,
    UntouchedPayer,
    Verdict,
)
from reports.sentences import Evidence, Sentence, what_changed, what_is_stuck, what_next
from reports.words import SECTIONS
from tests.reports.invented.denials import categories
from tests.reports.invented.kinds import KINDS, MONDAY, PAYERS
from tests.reports.invented.weeks import group

WORDS_AT_MOST = 20
OWNERS = st.sampled_from([*{kind.owner for kind in KINDS}, Owner("Billing lead")])
CELLS = st.lists(
    st.tuples(
        st.integers(0, len(KINDS) - 1), st.integers(0, len(PAYERS) - 1), st.integers(1, 2000)
    ),
    max_size=8,
)
SMALL = st.integers(0, 3)
UNJUDGED: tuple[Verdict, ...] = ("too_few", "not_compared")


@st.composite
def series(draw: st.DrawFn, last: int) -> Series:
    """Weeks before and the verdict that a warehouse may give them: none under eight known."""
    before = draw(st.lists(st.one_of(st.none(), st.integers(0, 999)), max_size=12))
    known = sum(value is not None for value in before)
    if known < KNOWN_WEEKS_NEEDED:
        return Series((*before, last), draw(st.sampled_from(UNJUDGED)))
    part = draw(st.decimals(0, 1, places=2))
    low = max(draw(st.integers(0, 500)) - part, Decimal(0))
    high = low + 1 + draw(st.decimals(0, 500, places=2))
    is_judged = draw(st.booleans())
    verdict: Verdict = "above" if last > high else "below" if last < low else "within"
    words = verdict if is_judged else draw(st.sampled_from(UNJUDGED))
    return Series((*before, last), words, low, high, (low + high) / 2)


@st.composite
def feeds(draw: st.DrawFn) -> Coverage:
    names = draw(st.lists(st.sampled_from(PAYERS), max_size=6, unique=True))
    missing = draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    payers = tuple(
        PayerFeed(name, 0 if gone else 1, MONDAY, Owner("Claims billing"), is_missing=gone)
        for name, gone in zip(names, missing, strict=True)
    )
    return Coverage(payers, 5, 5, 0)


@st.composite
def causes(draw: st.DrawFn) -> Cause:
    kind = draw(st.sampled_from(KINDS))
    counts = draw(st.lists(st.one_of(st.none(), SMALL), min_size=5, max_size=5))
    now = draw(st.integers(1, 40))
    part = draw(st.integers(1, now))
    return Cause(
        kind.label, "keeps_coming", kind.origin,
        (Concentration(part, now, "from", draw(st.sampled_from(PAYERS))),),
        (*counts, now), 10, draw(st.sampled_from([kind.check, ""])), kind.owner,
    )  # fmt: skip


UNTOUCHED = st.builds(
    UntouchedPayer, st.sampled_from(PAYERS), st.sampled_from([14, 21, 30]), st.integers(1, 3000),
    st.integers(0, 99_999), st.integers(30, 99),
)  # fmt: skip
LINES = st.builds(
    lambda days, payer, reason, count, usd, owner: ExpiringLine(
        MONDAY + timedelta(days=days), days, payer, reason, count, usd, owner
    ),
    st.integers(0, 14), st.sampled_from(PAYERS), st.sampled_from([kind.label for kind in KINDS]),
    st.integers(1, 400), st.integers(0, 9999), OWNERS,
)  # fmt: skip


@st.composite
def packets(draw: st.DrawFn) -> Packet:
    """A week of any size whose parts agree with each other."""
    groups = categories(draw(CELLS))
    count = sum(one.claim_count for one in groups)
    untouched = tuple(draw(st.lists(UNTOUCHED, max_size=4)))
    claims = sum(one.claim_count for one in untouched)
    half = draw(st.integers(0, claims))
    owners = [
        UntouchedOwner(owner, number, 10 * number, 40)
        for owner, number in ((KINDS[0].owner, half), (Owner("Follow-up"), claims - half))
        if number
    ]
    usual = st.decimals(0, 50, places=2)
    rise = st.builds(Rise, st.sampled_from(["payer", "group"]), st.sampled_from(PAYERS),
                     st.integers(1, 999), usual)  # fmt: skip
    head = Headline(
        draw(series(count)), draw(series(5)), draw(series(claims)), draw(series(draw(SMALL))), 0, 0
    )
    return replace(
        group(),
        size=draw(st.sampled_from(["solo", "group", "large"])),
        coverage=draw(feeds()),
        headline=head,
        categories=groups,
        untouched_by_payer=untouched,
        untouched_by_owner=tuple(owners),
        expiring=tuple(draw(st.lists(LINES, max_size=4))),
        causes=tuple(draw(st.lists(causes(), max_size=2))),
        rises=tuple(one for one in draw(st.lists(rise, max_size=3))
                    if one.usual_count < one.claim_count),
    )  # fmt: skip


def said(packet: Packet) -> list[Sentence]:
    return [what_changed(packet), what_is_stuck(packet), what_next(packet)]


def without_evidence(sentence: Sentence) -> str:
    """The words that are the template's own, each fact as one X."""
    text = sentence.text
    for one in sorted(sentence.evidence, key=lambda one: -len(one.printed)):
        text = re.sub(rf"(?<![\w$]){re.escape(one.printed)}(?![\w])", "X", text)
    return text


def unproven(sentence: Sentence) -> list[str]:
    """Figures of a sentence that no evidence covers."""
    return re.findall(r"\$?\d[\d,.]*", without_evidence(sentence))


def missaid(text: str) -> list[str]:
    """Slips of number and form that a rule can make."""
    return re.findall(
        r"(?<![\d,])1 (?:claims|others|weeks|open claims)\b|(?<![\d,])0 (?!to )\w+|\s\s|None|\(\)|"
        r"\.\.|\b1 (?:were|wait)\b|(?<![\d,])1 claim (?:were|expire )",
        text,
    )


@given(packets())
def test_every_figure_rests_on_a_fact_and_every_fact_is_printed(packet: Packet) -> None:
    for sentence in said(packet):
        assert not unproven(sentence), sentence.text
        for one in sentence.evidence:
            assert one.printed in sentence.text


@given(packets())
def test_sentences_are_whole_short_and_well_formed(packet: Packet) -> None:
    for sentence in said(packet):
        assert sentence.text[0].isupper() or sentence.text[0].isdigit()
        assert sentence.text.endswith(".")
        assert not missaid(sentence.text), sentence.text
        for part in re.split(r"[.:;] ", without_evidence(sentence)):
            assert len(part.split()) <= WORDS_AT_MOST, part


@given(packets())
def test_a_change_is_claimed_only_with_a_verdict_eight_weeks_and_every_file(packet: Packet) -> None:
    text = what_changed(packet).text
    head = packet.headline
    rest = text.partition("denied")[2]
    if "a real change, so look for a cause" in rest:
        assert head.denied.verdict in ("above", "below")
        assert head.denied.known_before >= KNOWN_WEEKS_NEEDED
        assert not packet.coverage.missing
    else:
        assert packet.coverage.missing or not packet.denied_count or (
            head.denied.verdict not in ("above", "below")
        )  # fmt: skip
    for name, one in (("rejected", head.rejected), ("untouched", head.untouched)):
        assert (f" {name}, " in text) == (one.verdict in ("above", "below"))


@given(packets())
def test_the_sections_named_are_in_the_packet(packet: Packet) -> None:
    there = {"beside", "aging", "measures", "decisions", "quality"}
    if packet.categories:
        there |= {"reasons", "fix-now", "causes"}
    if packet.expiring:
        there |= {"fix-now"}
    for sentence in said(packet):
        assert set(sentence.sections) <= there & set(SECTIONS)


def test_the_laws_notice_a_figure_without_a_fact_and_a_slip() -> None:
    good = Sentence("4 claims were denied.", (Evidence("claims denied", "4"),))
    assert not unproven(good)
    assert unproven(replace(good, text="14 claims were denied.")) == ["14"]
    assert unproven(replace(good, text="4 claims were denied, $4.")) == ["$4."]
    for slip in ("1 claims were", "0 claims", "No  claim", "1 claim were", "None came"):
        assert missaid(slip)
    for fine in ("21 claims", "1,001 claims", "10 weeks", "1 claim was"):
        assert not missaid(fine)


def test_a_change_under_eight_weeks_would_be_noticed() -> None:
    base = group()
    young = Series((40,) * 7 + (46,), "above", Decimal(1), Decimal(2), Decimal(1))
    packet = replace(base, headline=replace(base.headline, denied=young))
    assert "a real change" in what_changed(packet).text
    assert packet.headline.denied.known_before < KNOWN_WEEKS_NEEDED
