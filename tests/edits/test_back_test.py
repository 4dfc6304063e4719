"""An edit over history: what counts for it, what against it, and that nothing later is used."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from pipeline.edits.back_test import BackTest, Evidence, back_test
from pipeline.edits.candidates import CandidateError, Named, candidate_of, refuse_silent
from pipeline.edits.proof import tally
from pipeline.edits.trials import NoHistoryError, Trial, trial
from pipeline.practice import Home
from tests.edits.claim_text import Claim, Line, with_lines
from tests.edits.season import Season

PROPOSED_ON = dt.date(2026, 11, 9)
SENT, ANSWERED = dt.date(2026, 9, 7), dt.date(2026, 9, 28)
CATEGORY = "claim_data_error"


@pytest.fixture
def season(home: Home) -> Season:
    return Season(home)


@contextmanager
def tried(season: Season, until_on: dt.date = PROPOSED_ON) -> Iterator[Trial]:
    season.publish()
    home = Home.open(season.home.path)
    with trial(home, home.practices[0], until_on, (home.published_file, "")) as ground:
        yield ground


def asked(
    season: Season,
    until_on: dt.date = PROPOSED_ON,
    *,
    name: str = "E12",
    parameters: str = "",
    evidence: Evidence | None = None,
) -> BackTest:
    with tried(season, until_on) as ground:
        named = Named(name, parameters)
        candidate = candidate_of(ground.practice, named, until_on)
        if evidence:
            candidate = type(candidate)(candidate.row, evidence)
        return back_test(ground.connection, candidate)


def outcomes(told: BackTest) -> dict[str, str]:
    return {hit.claim_number: hit.outcome for hit in told.hits}


def wrong(number: str, payer: str = "NW01") -> Claim:
    """Make a claim that E12 speaks of: a replacement without the payer's number."""
    return Claim(number=number, member=f"M{number}", frequency="7", payer=payer)


def test_what_came_of_a_claim_counts_for_against_or_neither(season: Season) -> None:
    numbers = ("CAUGHT", "PAID", "OTHER", "BACK", "OPEN")
    season.send(SENT, *map(wrong, numbers), Claim(number="SOUND"))
    season.answer("CAUGHT", ANSWERED, CATEGORY)
    season.answer("PAID", ANSWERED, usd=80)
    season.answer("OTHER", ANSWERED, "documentation")
    season.reject("BACK", ANSWERED)
    season.answer("SOUND", ANSWERED, CATEGORY)
    told = asked(season)
    assert outcomes(told) == {
        "CAUGHT": "caught",
        "PAID": "paid",
        "OTHER": "denied_otherwise",
        "BACK": "rejected",
        "OPEN": "unresolved",
    }
    counted = tally(told.hits)
    assert (counted.expected_usd, counted.saved_usd) == (Decimal("100.00"), Decimal("20.00"))
    assert counted.paid_usd == Decimal("80.00")
    # the sound claim was denied so too: the edit would have caught half of the category
    assert (told.denied_count, told.paid_count) == (2, 1)
    assert set(told.months) == {dt.date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("procedure", "outcome"), [("90837", "caught"), (None, "caught"), ("90834", "paid")]
)
def test_a_line_counts_by_what_came_of_it(
    season: Season, procedure: str | None, outcome: str
) -> None:
    both = with_lines(Line(), Line("HC:90834"), number="A")
    season.send(SENT, both)
    key = season.answer("A", ANSWERED, outcome="partly_denied")
    denied = {"line_number": 1, "procedure_code": procedure, "known_on": ANSWERED}
    season.deny(key, CATEGORY, 100, is_noise=False, **denied)
    with tried(season) as ground:
        named = Named("E40", "procedure_code=90837", CATEGORY)
        told = back_test(ground.connection, candidate_of(ground.practice, named, PROPOSED_ON))
    assert outcomes(told) == {"A": outcome}


def test_a_decision_of_the_proposal_s_day_is_not_known_and_one_of_the_day_before_is(
    season: Season,
) -> None:
    season.send(SENT, wrong("EVE"), wrong("DAY"))
    season.send(PROPOSED_ON - dt.timedelta(days=1), wrong("SENTEVE"))
    season.send(PROPOSED_ON, wrong("SENTDAY"))
    season.answer("EVE", PROPOSED_ON - dt.timedelta(days=1), CATEGORY)
    season.answer("DAY", PROPOSED_ON, CATEGORY)
    told = asked(season)
    assert outcomes(told) == {"EVE": "caught", "DAY": "unresolved", "SENTEVE": "unresolved"}
    assert told.denied_count == 1


def test_before_a_change_another_rule_held(season: Season) -> None:
    season.send(SENT, wrong("OLD"), wrong("NEW"), wrong("OPEN"))
    season.send(ANSWERED, wrong("OPENNEW"))
    season.answer("OLD", ANSWERED - dt.timedelta(days=1), usd=70)
    season.answer("NEW", ANSWERED, CATEGORY)
    told = asked(season, evidence=Evidence("cause:1", since_on=ANSWERED))
    assert outcomes(told) == {"NEW": "caught", "OPENNEW": "unresolved"}
    assert told.paid_count == 0


def test_answers_by_which_it_was_found_are_told_apart(season: Season) -> None:
    days = [ANSWERED + dt.timedelta(days=day) for day in (-1, 0, 6, 7)]
    season.send(SENT, *(wrong(f"A{place}") for place in range(4)), wrong("OPEN"))
    for place, day in enumerate(days):
        season.answer(f"A{place}", day, CATEGORY)
    found = Evidence("cause:1", None, ANSWERED, ANSWERED + dt.timedelta(days=7))
    told = asked(season, evidence=found)
    assert [hit.claim_number for hit in told.held_out] == ["A0", "A3", "OPEN"]


def test_a_claim_sent_again_is_answered_as_a_repeat_and_the_first_by_the_decision(
    season: Season,
) -> None:
    season.send(SENT, wrong("A"))
    season.send(SENT + dt.timedelta(days=3), wrong("A"))
    season.answer("A", ANSWERED, CATEGORY, is_noise=True)
    season.answer("A", ANSWERED + dt.timedelta(days=5), usd=75)
    told = asked(season)
    assert [(hit.sent_on, hit.outcome) for hit in told.hits] == [
        (SENT, "paid"),
        (SENT + dt.timedelta(days=3), "caught"),
    ]
    # a repeat is no new loss
    assert tally(told.hits).expected_usd == 0


def test_a_corrected_claim_has_the_decision_that_came_after_it(season: Season) -> None:
    season.send(SENT, wrong("A"))
    season.answer("A", ANSWERED, CATEGORY)
    season.send(ANSWERED + dt.timedelta(days=3), wrong("A"))
    season.answer("A", ANSWERED + dt.timedelta(days=20), usd=75)
    assert [hit.outcome for hit in asked(season).hits] == ["caught", "paid"]


def test_an_edit_of_one_payer_is_asked_of_its_claims_and_the_general_one_of_the_others(
    season: Season, adopt: Callable[..., None]
) -> None:
    adopt("south,E12,payer_id=southgate; accepted_frequencies=1,hold,2026-01-01")
    season.send(SENT, wrong("N"), wrong("S", payer="SG01"))
    assert set(outcomes(asked(season, name="south"))) == {"S"}
    assert set(outcomes(asked(season))) == {"N"}
    assert set(outcomes(asked(season, parameters="payer_id=northwind"))) == {"N"}


@pytest.mark.parametrize(
    ("parameters", "paid_count"), [("payer_id=northwind", 1), ("payer_id=southgate", 2), ("", 3)]
)
def test_an_edit_of_one_payer_is_held_against_what_that_payer_paid(
    season: Season, parameters: str, paid_count: int
) -> None:
    season.send(SENT, Claim(number="N"), *(Claim(number=one, payer="SG01") for one in "AB"))
    season.answer("N", ANSWERED)
    for number in "AB":
        season.answer(number, ANSWERED, payer_id="southgate")
    with tried(season) as ground:
        candidate = candidate_of(ground.practice, Named("E12", parameters), PROPOSED_ON)
        assert back_test(ground.connection, candidate).paid_count == paid_count


def test_a_changed_edit_keeps_what_is_not_changed(
    season: Season, adopt: Callable[..., None]
) -> None:
    adopt("south,E12,payer_id=southgate; accepted_frequencies=1,hold,2026-01-01")
    season.send(SENT, wrong("S", payer="SG01"))
    told = asked(season, name="south", parameters="accepted_frequencies=1 7")
    assert told.candidate.row.parameters == {"accepted_frequencies": ("1", "7")}
    assert told.candidate.row.payer_id == "southgate"


@pytest.mark.parametrize(
    ("name", "parameters", "what"),
    [
        ("E99", "", "no edit, template or proposal"),
        ("E12", "colour=red", "sets nothing that E12 has"),
        ("E12", "payer_id=acme", "none that practice.toml has"),
        ("E12", "accepted_frequencies=one!", "accepted_frequencies is not what"),
    ],
)
def test_what_is_no_edit_is_refused_in_four_parts(
    home: Home, name: str, parameters: str, what: str
) -> None:
    with pytest.raises(CandidateError) as told:
        candidate_of(home.practices[0], Named(name, parameters), PROPOSED_ON)
    (problem,) = told.value.problems
    assert what in problem.what
    assert problem.where
    assert problem.why
    assert problem.remedy
    assert "red" not in str(problem)


def test_a_template_whose_list_is_not_there_is_refused_and_one_that_needs_none_is_not() -> None:
    refuse_silent("E12", {})
    missing = {"history": "no run has published a warehouse yet"}
    refuse_silent("E12", missing)
    with pytest.raises(CandidateError, match="no run has published a warehouse yet"):
        refuse_silent("E11", missing)


def test_a_practice_that_keeps_no_copy_of_what_it_sends_is_told_so(season: Season) -> None:
    season.send(PROPOSED_ON, wrong("LATE"))
    with pytest.raises(NoHistoryError, match="No claim that the practice sent"), tried(season):
        pass
    with tried(season, PROPOSED_ON + dt.timedelta(days=1)):
        pass


def test_nothing_published_is_no_proof(home: Home) -> None:
    published = (home.published_file, "")
    with (
        pytest.raises(NoHistoryError, match="no run has published"),
        trial(home, home.practices[0], PROPOSED_ON, published),
    ):
        pass


@pytest.mark.parametrize("seed", range(2))
def test_nothing_known_on_the_proposal_s_day_or_later_changes_a_back_test(
    season: Season, seed: int
) -> None:
    by_chance(season, random.Random(seed))  # noqa: S311 - a season is made up, not guarded
    days = [SENT + dt.timedelta(weeks=weeks, days=seed) for weeks in (4, 9, 30)]
    told = [of_day(season, day) for day in days]
    for day, one in zip(days[:2], told, strict=False):
        assert one == of_day(season.before(day), day, is_new=True)
        assert one["E12"].hits
    assert told[2]["E12"].hits != told[1]["E12"].hits


def by_chance(season: Season, chance: random.Random) -> None:
    """Send claims over three months, some of them twice, and answer them as it comes."""
    for place in range(12):
        day = SENT + dt.timedelta(days=chance.randrange(90))
        season.send(day, wrong(f"A{place}"), Claim(number=f"B{place}"))
        if chance.random() < 0.3:
            season.send(day + dt.timedelta(days=chance.randrange(20)), wrong(f"A{place}"))
        for number in (f"A{place}", f"B{place}"):
            for _ in range(chance.randrange(3)):
                known_on = day + dt.timedelta(days=chance.randrange(60))
                category = chance.choice((CATEGORY, "", "documentation"))
                is_noise = bool(category) and chance.random() < 0.3
                season.answer(number, known_on, category, is_noise=is_noise)
        if chance.random() < 0.3:
            season.reject(f"A{place}", day + dt.timedelta(days=chance.randrange(60)))


def of_day(season: Season, day: dt.date, *, is_new: bool = False) -> dict[str, BackTest]:
    """Return what edits would have done before a day; a season is published where it is new."""
    if is_new or not season.home.published_file.exists():
        season.publish()
    home = Home.open(season.home.path)
    with trial(home, home.practices[0], day, (home.published_file, "")) as ground:
        return {
            name: back_test(ground.connection, candidate_of(ground.practice, Named(name), day))
            for name in ("E11", "E12")
        }
