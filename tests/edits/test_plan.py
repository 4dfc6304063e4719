"""Which edits are in force, how grave, and why the others say nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from pipeline.edits.plan import Plan, UnknownEditError, plan
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.edit_templates import Value

DAY = dt.date(2026, 11, 9)
HISTORY: Mapping[str, str] = {"history": "none"}


def row(edit_id: str, template_id: str, **other: object) -> AdoptedEdit:
    made: dict[str, object] = {
        "edit_id": edit_id,
        "template_id": template_id,
        "payer_id": "",
        "parameters": {},
        "severity": "hold",
        "category": "duplicate",
        "owner_role": "claims_biller",
        "adopted_on": dt.date(2026, 1, 1),
        "adopted_by_role": "billing_manager",
        "reason": "as the payer wrote",
        "since_on": None,
        "evidence_id": "",
        "starts_on": dt.date(2026, 1, 1),
        "review_on": None,
        "expires_on": None,
        "where": "edits.csv, line 2",
    }
    return AdoptedEdit(**(made | other))  # type: ignore[arg-type]


def in_force(made: Plan, template_id: str) -> list[tuple[str, str | None, str]]:
    return [
        (edit.edit_id, edit.payer_id, edit.severity)
        for edit in made.edits
        if edit.template.template_id == template_id
    ]


def silent(made: Plan) -> dict[str, str]:
    return {one.edit_id: one.reason for one in made.silent}


def test_a_template_that_is_on_needs_no_decision() -> None:
    assert in_force(plan((), DAY, {}), "E12") == [("E12", None, "hold")]


def test_a_template_that_is_off_says_how_it_is_adopted() -> None:
    made = plan((), DAY, {})
    assert in_force(made, "E40") == []
    assert silent(made)["E40"] == "off until it is adopted in rules/edits.csv"


def test_what_an_edit_needs_and_has_not_silences_it() -> None:
    made = plan((), DAY, HISTORY)
    assert in_force(made, "E11") == []
    assert silent(made)["E11"] == "none"
    assert in_force(plan((), DAY, {}), "E11") == [("E11", None, "hold")]


def test_a_row_for_all_stands_in_the_template_s_place() -> None:
    assert in_force(plan([row("ours", "E12")], DAY, {}), "E12") == [("ours", None, "hold")]


def test_a_row_for_a_payer_stands_beside_the_template() -> None:
    made = plan([row("ours", "E12", payer_id="north", severity="warn")], DAY, {})
    assert in_force(made, "E12") == [("ours", "north", "warn"), ("E12", None, "hold")]


def test_a_template_may_be_switched_off_for_all_and_for_one_payer() -> None:
    made = plan([row("ours", "E12", severity="off")], DAY, {})
    assert in_force(made, "E12") == []
    assert silent(made)["ours"] == "switched off in rules/edits.csv"
    one = plan([row("ours", "E12", severity="off", payer_id="north")], DAY, {})
    assert in_force(one, "E12") == [("ours", "north", "off"), ("E12", None, "hold")]


@pytest.mark.parametrize(("age", "severity"), [(0, "warn"), (6, "warn"), (7, "hold")])
def test_a_new_hold_warns_for_its_first_seven_days(age: int, severity: str) -> None:
    starts_on = DAY - dt.timedelta(days=age)
    made = plan([row("ours", "E13", starts_on=starts_on)], DAY, {})
    assert in_force(made, "E13") == [("ours", None, severity)]
    (edit,) = [one for one in made.edits if one.edit_id == "ours"]
    assert ("then holds" in edit.note) is (severity == "warn")


@pytest.mark.parametrize(
    ("template_id", "parameters", "severity"),
    [
        ("E12", {}, "hold"),
        ("E12", {"accepted_frequencies": ("1", "7", "8")}, "hold"),
        ("E12", {"accepted_frequencies": ("1", "7")}, "warn"),
        ("E13", {}, "warn"),
    ],
)
def test_a_row_that_says_what_ships_goes_on_holding(
    template_id: str, parameters: dict[str, Value], severity: str
) -> None:
    """Else whoever confirms a hold would let the claims pass for a week."""
    made = plan([row("ours", template_id, starts_on=DAY, parameters=parameters)], DAY, {})
    assert in_force(made, template_id) == [("ours", None, severity)]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"starts_on": dt.date(2026, 11, 10)}, "starts on 2026-11-10"),
        ({"expires_on": dt.date(2026, 11, 9)}, "expired on 2026-11-09"),
    ],
)
def test_a_row_holds_from_its_start_to_the_day_before_its_end(
    other: dict[str, dt.date], reason: str
) -> None:
    made = plan([row("ours", "E12", **other)], DAY, {})
    assert in_force(made, "E12") == [("E12", None, "hold")]
    assert silent(made)["ours"] == reason


def test_a_review_that_is_due_is_told_and_the_edit_goes_on() -> None:
    made = plan([row("ours", "E12", review_on=DAY)], DAY, {})
    (edit,) = [one for one in made.edits if one.edit_id == "ours"]
    assert (edit.severity, edit.note) == ("hold", "its review was due on 2026-11-09")
    (early,) = [
        one
        for one in plan([row("ours", "E12", review_on=DAY)], DAY - dt.timedelta(days=1), {}).edits
        if one.edit_id == "ours"
    ]
    assert early.note == ""


@pytest.mark.parametrize("name", ["E12", "ours"])
def test_a_chosen_edit_is_asked_alone(name: str) -> None:
    made = plan([row("ours", "E12")], DAY, {}, [name])
    assert [edit.edit_id for edit in made.edits] == ["ours"]


def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownEditError, match="are no edit"):
        plan((), DAY, {}, ["E99"])


def test_parameters_that_are_not_set_have_the_template_s_value() -> None:
    made = plan([row("ours", "E11", parameters={"lookback_days": 30})], DAY, {})
    values = {edit.edit_id: edit.values for edit in made.edits}
    assert values["ours"] == {"lookback_days": 30}
    assert {e.edit_id: e.values for e in plan((), DAY, {}).edits}["E11"] == {"lookback_days": 540}
