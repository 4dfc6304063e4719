"""The edits a practice decided on: which rows stand, and how each mistake is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, check_home
from pipeline.practice.adopted_edits import AdoptedEdit, read_adopted_edits
from pipeline.practice.edit_templates import Parameter

HEAD = (
    "edit_id,template_id,parameters,severity,category,owner_role,since_on,adopted_on,"
    "adopted_by_role,evidence_id,reason,starts_on,review_on,expires_on\n"
)
SOUND = "E12-nw,E12,,hold,,,,2026-10-01,billing_manager,,their letter,,,\n"

Read = Callable[[str], tuple[tuple[AdoptedEdit, ...], list[Problem]]]


@pytest.fixture
def read(home: Home) -> Read:
    """Read one file of edits, in a practice whose only payer is northwind."""
    practice = home.practices[0]
    with practice.settings_file.open("a", encoding="utf-8") as file:
        file.write('\n[[payers]]\nid = "northwind"\nname = "Northwind"\n')

    settings = Home.open(home.path).practices[0].settings
    rules = Home.open(home.path).practices[0].rules

    def reading(text: str) -> tuple[tuple[AdoptedEdit, ...], list[Problem]]:
        (practice.rules_folder / "edits.csv").write_text(text, encoding="utf-8")
        return read_adopted_edits(practice.rules_folder, settings, rules)

    return reading


def with_cells(**cells: str) -> str:
    names = HEAD.strip().split(",")
    values = dict(zip(names, SOUND.strip().split(","), strict=True)) | cells
    return HEAD + ",".join(f'"{values[name]}"' for name in names) + "\n"


def test_a_row_is_an_edit(read: Read) -> None:
    text = with_cells(
        parameters="payer_id=northwind; accepted_frequencies=1 8",
        starts_on="2026-10-05",
        review_on="2026-12-01",
        expires_on="2027-01-03",
    )
    ((edit,), problems) = read(text)
    assert problems == []
    assert (edit.edit_id, edit.template_id, edit.payer_id) == ("E12-nw", "E12", "northwind")
    assert edit.parameters == {"accepted_frequencies": ("1", "8")}
    assert (edit.category, edit.owner_role) == ("claim_data_error", "claims_biller")
    assert not edit.holds_on(dt.date(2026, 10, 4))
    assert edit.holds_on(dt.date(2026, 10, 5))
    assert edit.holds_on(dt.date(2027, 1, 2))
    assert not edit.holds_on(dt.date(2027, 1, 3))


def test_a_row_starts_when_it_was_adopted_where_it_says_nothing_else(read: Read) -> None:
    ((edit,), _) = read(HEAD + SOUND)
    assert edit.starts_on == edit.adopted_on == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("cells", "review_on"),
    [
        ({}, dt.date(2027, 3, 30)),
        ({"starts_on": "2026-10-05"}, dt.date(2027, 4, 3)),
        ({"review_on": "2026-12-01"}, dt.date(2026, 12, 1)),
        ({"expires_on": "2027-03-30"}, dt.date(2027, 3, 30)),
        ({"expires_on": "2027-03-29"}, dt.date(2027, 3, 29)),
        ({"severity": "off"}, None),
    ],
)
def test_a_row_is_looked_at_again_though_it_names_no_day(
    read: Read, cells: dict[str, str], review_on: dt.date | None
) -> None:
    ((edit,), problems) = read(with_cells(**cells))
    assert problems == []
    assert edit.review_on == review_on


def test_a_practice_sets_how_long_a_row_goes_unseen(home: Home) -> None:
    folder = home.practices[0].rules_folder
    (folder / "edits.csv").write_text(HEAD + SOUND, encoding="utf-8")
    (folder / "thresholds.csv").write_text(
        "name,value,decided_on,reason\nedit_review_days_unsaid,30,2026-10-01,we meet monthly\n",
        encoding="utf-8",
    )
    (edit,) = Home.open(home.path).practices[0].edits
    assert edit.review_on == dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("owner_role", "is_told"), [("", True), ("boss", True), ("claims_biller", False)]
)
def test_a_learnt_edit_names_its_owner(read: Read, owner_role: str, *, is_told: bool) -> None:
    learnt = {"template_id": "E40", "category": "duplicate", "expires_on": "2027-01-01"}
    text = with_cells(**learnt, parameters="payer_id=northwind", owner_role=owner_role)
    edits, problems = read(text)
    assert any("owner_role" in problem.what for problem in problems) is is_told
    assert [edit.owner_role for edit in edits] == ([] if is_told else [owner_role])


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"template_id": "E99"}, "template_id is no template"),
        ({"edit_id": "two words"}, "edit_id is no name"),
        ({"severity": "block"}, "severity is none that is known"),
        ({"severity": ""}, "severity is empty"),
        ({"adopted_by_role": "boss"}, "adopted_by_role is none that is known"),
        ({"owner_role": "boss"}, "owner_role is none that is known"),
        ({"category": "typing"}, "category is none that is known"),
        ({"reason": ""}, "reason is empty"),
        ({"adopted_on": ""}, "adopted_on is empty"),
        ({"adopted_on": "10/01/2026"}, "adopted_on is no day"),
        ({"starts_on": "2026-09-30"}, "fall"),
        ({"expires_on": "2026-09-30"}, "fall"),
        ({"parameters": "accepted_frequencies"}, "sets nothing that E12 has"),
        ({"parameters": "lookback_days=30"}, "sets nothing that E12 has"),
        ({"parameters": "accepted_frequencies=one!"}, "accepted_frequencies is not what"),
        ({"parameters": "payer_id=northwind; payer_id=northwind"}, "payer_id is set twice"),
        ({"parameters": "payer_id=acme"}, "payer_id is none that practice.toml has"),
        ({"template_id": "E40", "category": "duplicate"}, "has no end"),
        ({"template_id": "E40", "category": "duplicate"}, "owner_role is empty"),
    ],
)
def test_each_mistake_is_told_without_what_was_written(
    read: Read, cells: dict[str, str], what: str
) -> None:
    _, problems = read(with_cells(**cells))
    assert any(what in problem.what for problem in problems), problems
    assert all("line 2" in problem.where for problem in problems)
    written = "".join(f"{one.what}{one.why}" for one in problems)
    assert "one!" not in written
    assert "two words" not in written


def test_an_unknown_column_is_told(read: Read) -> None:
    _, problems = read(HEAD.replace("severity", "serverity") + SOUND)
    assert any("severity" in problem.remedy for problem in problems)


@pytest.mark.parametrize(
    ("second", "is_told"),
    [
        ({"edit_id": "other"}, True),
        ({"edit_id": "other", "parameters": "payer_id=northwind"}, False),
        ({"edit_id": "other", "template_id": "E10"}, False),
        ({"edit_id": "other", "adopted_on": "2026-11-01"}, False),
        ({"template_id": "E10"}, True),
    ],
    ids=["same claims", "one payer", "another template", "after its end", "same name"],
)
def test_two_rows_may_not_decide_the_same(
    read: Read, second: dict[str, str], is_told: bool
) -> None:
    expires_on = "2026-11-01" if "adopted_on" in second else ""
    first = with_cells(expires_on=expires_on)
    _, problems = read(first + with_cells(**second).removeprefix(HEAD))
    assert bool(problems) is is_told, problems


def test_a_home_with_a_mistake_in_it_is_not_sound(home: Home) -> None:
    file = home.practices[0].rules_folder / "edits.csv"
    file.write_text(HEAD + SOUND, encoding="utf-8")
    assert check_home(home.path) == []
    file.write_text(with_cells(severity="block"), encoding="utf-8")
    (problem,) = check_home(home.path)
    assert "edits.csv, line 2" in problem.where


@pytest.mark.parametrize(
    ("kind", "good", "value", "bad"),
    [
        ("codes", "59 76", ("59", "76"), "59,76"),
        ("days", "3650", 3650, "3651"),
        ("count", "0", 0, "-1"),
        ("usd", "10.50", Decimal("10.50"), "10.505"),
        ("share", "0.75", Decimal("0.75"), "1.5"),
        ("yes_no", "yes", True, "true"),
        ("word", "S 0800", "S 0800", "a;b"),
    ],
)
def test_a_parameter_holds_what_its_kind_says(
    kind: str, good: str, value: object, bad: str
) -> None:
    parameter = Parameter("one", kind, None)
    assert parameter.value(good) == value
    assert parameter.value(bad) is None


def test_there_is_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_adopted_edits(tmp_path, None, ()) == ((), [])
