"""Edits that causes propose: which, for whom, proven by what, and which causes have none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.edits.candidates import parameters_of
from pipeline.edits.proof import tally
from pipeline.edits.proposals import Proposal, proposals, proposed
from pipeline.edits.trials import trial
from pipeline.practice import Home
from tests.edits.claim_text import DAY, Claim, Line, with_lines
from tests.edits.season import Season

UNTIL = dt.date(2026, 11, 9)
SINCE = dt.date(2026, 9, 28)
CELL = {"payer_id": "northwind", "procedure_code": "90837"}
MENDED_BY = {
    "coding_modifier": "coder_charge_entry",
    "authorization": "authorization_ur",
}


def week(number: int) -> dt.date:
    """Return the first day of the number-th week since the change."""
    return SINCE + dt.timedelta(weeks=number)


@pytest.fixture
def season(home: Home) -> Season:
    return season_of(home)


def season_of(home: Home) -> Season:
    """A payer denies one procedure since a day; another one and what came before is paid."""
    made = Season(home)
    for place in range(8):
        sent_on = week(place % 4) - dt.timedelta(days=14)
        one = Claim(number=f"A{place}", member=f"M{place}")
        other = with_lines(Line("HC:90834"), number=f"B{place}", member=f"M{place}")
        made.send(sent_on, one, other)
        made.answer(f"B{place}", week(place % 4))
    made.send(week(-6), Claim(number="BEFORE"))
    made.answer("BEFORE", week(-3))
    return made


def denied(season: Season, category: str = "authorization", **other: Any) -> list[str]:
    return [season.answer(f"A{n}", week(n % 4), category, **other) for n in range(8)]


def caused(season: Season, category: str = "authorization", **told: Any) -> None:
    """Name the cause in the week after the first two and in every week since."""
    answers = denied(season, category, origin=told.pop("origin", "coding"))
    for number in range(1, 6):
        known = [key for n, key in enumerate(answers) if n % 4 <= number]
        cell = told.pop("cell", CELL)
        cause = {"category": category, "since_on": SINCE} | cell | told
        season.name_cause(week(number), known, **cause)
        told["cell"] = cell


def told(season: Season, until_on: dt.date = UNTIL) -> tuple[Proposal, ...]:
    season.publish()
    home = Home.open(season.home.path)
    with trial(home, home.practices[0], until_on, (home.published_file, "")) as ground:
        return proposals(ground)


def test_a_change_proposes_a_learnt_edit_of_its_own_fields(season: Season) -> None:
    caused(season)
    (one,) = told(season)
    assert one.proven is not None
    row = one.proven.tried.candidate.row
    assert (row.edit_id, row.template_id) == ("E40-c0ffee00", "E40")
    assert parameters_of(row) == CELL
    assert (row.category, row.owner_role) == ("authorization", MENDED_BY["authorization"])
    assert (row.evidence_id, row.since_on) == ("cause:c0ffee00", SINCE)
    counted = tally(one.proven.tried.hits)
    # what was paid before the change is no claim held
    assert (counted.caught, counted.clients, counted.weeks, counted.paid) == (8, 8, 4, 0)
    assert one.proven.severity == "hold"
    assert one.proven.saved_minutes == 8 * 35


def test_what_proves_it_is_told_apart_from_what_it_was_found_by(season: Season) -> None:
    caused(season)
    (one,) = told(season)
    assert one.proven is not None
    evidence = one.proven.tried.candidate.evidence
    assert (evidence.found_from_on, evidence.found_until_on) == (SINCE, week(2))
    held_out = tally(one.proven.tried.held_out)
    assert (held_out.caught, held_out.weeks) == (4, 2)
    assert one.proven.held_out_severity == "warn"


def test_weeks_before_a_break_found_nothing(season: Season) -> None:
    caused(season)
    gone = week(3)
    causes = season.rows["rlp_cause_week"]
    season.rows["rlp_cause_week"] = [row for row in causes if row["packet_week"] != gone]
    (one,) = told(season)
    assert one.proven is not None
    assert one.proven.tried.candidate.evidence.found_until_on == week(5)


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_a_week_that_is_not_over_proposes_nothing(season: Season, days: int, count: int) -> None:
    caused(season)
    assert len(told(season, week(1) + dt.timedelta(days=days))) == count


def test_a_chronic_place_is_tried_on_all_that_was_sent(season: Season) -> None:
    caused(season, kind="chronic")
    (one,) = told(season)
    assert one.proven is not None
    assert one.proven.tried.candidate.row.since_on is None
    assert tally(one.proven.tried.hits).paid == 1


def test_a_burst_proposes_nothing(season: Season) -> None:
    caused(season, kind="burst")
    assert told(season) == ()


def test_a_quiet_season_proposes_nothing(season: Season) -> None:
    season.add("dim_packet_weeks", packet_week=week(5))
    assert told(season) == ()


def test_no_modifier_is_a_place_of_its_own(season: Season) -> None:
    caused(season, cell={"payer_id": "northwind", "modifiers": ""})
    (one,) = told(season)
    assert one.proven is not None
    parameters = parameters_of(one.proven.tried.candidate.row)
    assert parameters == {"payer_id": "northwind", "modifiers": "none"}


@pytest.mark.parametrize(
    ("category", "cause", "why"),
    [
        ("authorization", {"origin": "payer"}, "no edit of ours mends that"),
        ("authorization", {"origin": "patient"}, "no edit of ours mends that"),
        ("medical_necessity", {}, "ar_denials_specialist) begins with the denial"),
        ("authorization", {"cell": {"payer_id": "unknown-12345678"}}, "payer_id is none"),
        ("authorization", {"cell": {"location_id": "unknown-12345678"}}, "location_id is not"),
    ],
)
def test_what_nobody_can_mend_before_sending_has_no_edit(
    season: Season, category: str, cause: dict[str, Any], why: str
) -> None:
    caused(season, category, **cause)
    (one,) = told(season)
    assert one.proven is None
    assert why in one.why_not


def send(season: Season, place: int, day: dt.date, **other: Any) -> None:
    """Send a claim of its own client, a week after its service."""
    served = (Line(on=day - dt.timedelta(days=7)),)
    season.send(day, Claim(number=f"A{place}", member=f"M{place}", lines=served, **other))


def replacements(season: Season) -> None:
    """Send the claims of the cause as replacements without the payer's number: E12 says so."""
    season.files.clear()
    for place in range(8):
        send(season, place, week(place % 4) - dt.timedelta(days=14), frequency="7")
    caused(season, "claim_data_error")


def test_a_check_that_speaks_of_half_the_claims_is_the_edit(
    season: Season, adopt: Callable[..., None]
) -> None:
    replacements(season)
    (there,) = told(season)
    assert there.why_not == "E12 speaks of it already"
    adopt("off,E12,,off,2026-01-01")
    (one,) = told(season)
    assert one.proven is not None
    row = one.proven.tried.candidate.row
    assert (row.edit_id, row.payer_id) == ("E12-c0ffee00", "northwind")
    assert row.owner_role == "claims_biller"


def test_a_check_that_speaks_of_fewer_is_not(season: Season, adopt: Callable[..., None]) -> None:
    replacements(season)
    adopt("off,E12,,off,2026-01-01")
    for place in range(8, 17):
        send(season, place, week(0) - dt.timedelta(days=14))
        key = season.answer(f"A{place}", week(1), "claim_data_error")
        season.add("rlp_cause_claim_week", packet_week=week(5), cause_id="c0ffee00cause",
                   adjudication_id=key)  # fmt: skip
    (one,) = told(season)
    assert one.proven is not None
    assert one.proven.tried.candidate.row.template_id == "E40"


def list_visits(season: Season, note_status: str | None) -> None:
    """List the visit of each claim of the cause the day before it was sent."""
    for place in range(8):
        listed_on = week(place % 4) - dt.timedelta(days=15)
        season.add("int_visit_notes", file_id=f"list-{listed_on}", claim_number=f"A{place}",
                   payer_id="northwind", service_on=DAY, procedure_code="90837",
                   note_status=note_status, known_on=listed_on)  # fmt: skip


@pytest.mark.parametrize(("note_status", "template_id"), [("No Note", "E17"), (None, "E40")])
def test_a_check_of_signed_notes_is_near_where_a_list_has_their_status(
    season: Season, note_status: str | None, template_id: str
) -> None:
    caused(season, "documentation")
    list_visits(season, note_status)
    (one,) = told(season)
    assert one.proven is not None
    assert one.proven.tried.candidate.row.edit_id == f"{template_id}-c0ffee00"
    assert tally(one.proven.tried.hits).caught == 8


def test_a_learnt_edit_in_force_is_not_proposed_again(season: Season, home: Home) -> None:
    caused(season)
    file = home.practices[0].rules_folder / "edits.csv"
    head = "edit_id,template_id,parameters,severity,category,adopted_on,adopted_by_role,reason,"
    row = "ours,E40,procedure_code=90837; payer_id=northwind,warn,{},2026-10-01,claims_biller,x,{}"
    for category, ends_on, why in (
        ("authorization", "2026-12-01", "ours speaks of it already"),
        ("authorization", "2026-11-09", ""),
        ("duplicate", "2026-12-01", ""),
    ):
        lines = f"{head}expires_on,owner_role\n{row.format(category, ends_on)},authorization_ur\n"
        file.write_text(lines, encoding="utf-8")
        (one,) = told(season)
        assert one.why_not == why


def test_the_proven_stand_first_by_what_they_save(season: Season) -> None:
    caused(season)
    more = {"cause_rank": 0, "since_on": SINCE, "category": "authorization"}
    weak = more | {"cause_id": "0dd00000", "payer_id": "northwind", "procedure_code": "90834"}
    season.name_cause(week(5), [], **weak)
    for key in [row["adjudication_id"] for row in season.rows["fct_denials"]]:
        season.add("rlp_cause_claim_week", packet_week=week(5), cause_id="0dd00000",
                   adjudication_id=key)  # fmt: skip
    names = [one.cause.name for one in told(season)]
    assert names == ["cause:c0ffee00", "cause:0dd00000"]


def test_a_proposal_is_found_again_by_its_name(season: Season) -> None:
    caused(season)
    season.publish()
    home = Home.open(season.home.path)
    with trial(home, home.practices[0], UNTIL, (home.published_file, "")) as ground:
        found = proposed(ground, "E40-c0ffee00")
        assert found is not None
        assert found.row.edit_id == "E40-c0ffee00"
        assert proposed(ground, "E40-deadbeef") is None
        assert proposed(ground, "E12-c0ffee00") is None
