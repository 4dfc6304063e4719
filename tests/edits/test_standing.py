"""Where an edit stands on a day, on each side of each day."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.edits.standing import Standing, standings
from pipeline.practice import Home
from pipeline.practice.adopted_edits import SHAPE

DAY = dt.date(2026, 11, 9)


def told(home: Home, missing: dict[str, str] | None = None, **cells: str) -> dict[str, Standing]:
    row = {
        "edit_id": "ours",
        "template_id": "E12",
        "severity": "hold",
        "adopted_on": "2026-08-01",
        "adopted_by_role": "claims_biller",
        "reason": "as they wrote",
    } | cells
    file = home.practices[0].rules_folder / "edits.csv"
    lines = [",".join(SHAPE.columns), ",".join(row.get(name, "") for name in SHAPE.columns)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    practice = Home.open(home.path).practices[0]
    return {one.edit_id: one for one in standings(practice, DAY, missing or {})}


@pytest.mark.parametrize(
    ("cells", "state", "note"),
    [
        ({}, "In force", ""),
        ({"starts_on": "2026-11-09"}, "In force", ""),
        (
            {"starts_on": "2026-11-09", "parameters": "accepted_frequencies=1 7"},
            "In force",
            "warns until 2026-11-16, then holds",
        ),
        ({"starts_on": "2026-11-10"}, "Waiting", "starts on 2026-11-10"),
        ({"review_on": "2026-11-10"}, "In force", ""),
        ({"review_on": "2026-11-09"}, "Past review", "was due on 2026-11-09"),
        ({"expires_on": "2026-11-10"}, "In force", ""),
        ({"expires_on": "2026-11-09"}, "Off", "expired on 2026-11-09"),
        ({"severity": "off"}, "Off", "switched off"),
    ],
)
def test_a_row_stands_where_its_days_put_it(
    home: Home, cells: dict[str, str], state: str, note: str
) -> None:
    ours = told(home, None, **cells)["ours"]
    assert (ours.state, ours.note) == (state, note)
    assert (ours.owner_role, ours.decided_by) == ("claims_biller", "claims_biller")
    assert ours.reason == "as they wrote"


def test_what_the_project_ships_stands_until_a_row_for_all_decides(home: Home) -> None:
    assert "E12" not in told(home)
    beside = told(home, parameters="payer_id=northwind")
    assert beside["E12"].state == beside["ours"].state == "In force"
    ended = told(home, expires_on="2026-11-09")
    assert ended["E12"].state == "In force"


def test_an_edit_whose_list_is_not_there_waits_for_it(home: Home) -> None:
    missing = {"history": "no run has published a warehouse yet"}
    waiting = told(home, missing)
    assert (waiting["E11"].state, waiting["E11"].note) == ("Waiting", missing["history"])
    assert told(home)["E11"].state == "In force"


def test_a_template_that_nobody_adopted_is_off(home: Home) -> None:
    assert told(home)["E40"].state == "Off"
    assert told(home)["E33"].state == "Off"
