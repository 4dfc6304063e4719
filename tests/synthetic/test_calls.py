"""The office's calls: about claims nobody touched, noted on lists that come back later."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.synthetic import Season
from pipeline.synthetic.calls import Call, noted
from pipeline.worklist_keys import read_key
from tests.synthetic.conftest import Written, read_back

CALL = Call(
    *("RB1", "cedar", date(2026, 1, 5)), date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 9)
)


@pytest.fixture(scope="module")
def called(written: Any, tmp_path_factory: pytest.TempPathFactory) -> Written:
    season = Season(seed=7, as_of_on=written.season.as_of_on, size=0.5, calls=True)
    return read_back(season, tmp_path_factory.mktemp("called"))


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_row_says_what_was_done_and_carries_a_sound_key() -> None:
    (row,) = csv.DictReader(io.StringIO(noted("river", [CALL]).decode()))
    key = read_key(row["Key: leave as it is"], "river")

    assert (row["Claim no."], row["What I did"], row["Done on"]) == (
        *("RB1", "Called the payer", "2026-02-03"),
    )
    assert key
    assert (key.listed_on, key.role_number) == (CALL.listed_on, 6)
    assert read_key(row["Key: leave as it is"], "lake") is None


@pytest.mark.parametrize("other", ["number", "payer_id", "service_on"])
def test_a_key_is_of_one_claim_at_one_payer(other: str) -> None:
    changed = CALL._replace(**{other: date(2026, 1, 6) if other == "service_on" else "RB2"})
    rows = csv.DictReader(io.StringIO(noted("river", [CALL, changed]).decode()))

    assert len({row["Key: leave as it is"] for row in rows}) == 2


def test_calls_are_about_untouched_claims_and_some_come_back_on_a_later_day(called: Any) -> None:
    waits = [int(row["untouched_days"]) for row in called.truth["open_claims"]]
    lags = {day(row["known_on"]) - day(row["called_on"]) for row in called.truth["calls"]}

    assert waits
    assert timedelta(0) in lags
    assert max(lags) > timedelta(days=2)
    assert all(day(row["known_on"]) < called.season.horizon_on for row in called.truth["calls"])


def test_a_call_resets_the_clock_once_its_list_is_back(called: Any) -> None:
    days = {
        (row["claim_number"], row["payer_id"], day(row["packet_week"]) + timedelta(days=7)): int(
            row["untouched_days"]
        )
        for row in called.truth["open_claims"]
    }
    reset = {False: 0, True: 0}
    for row in called.truth["calls"]:
        called_on, known_on = day(row["called_on"]), day(row["known_on"])
        for (number, _, meeting_on), waited in days.items():
            if number == row["claim_number"] and called_on < meeting_on:
                since = (meeting_on - called_on).days
                assert waited <= since or known_on >= meeting_on
                reset[known_on < meeting_on] += waited == since

    assert reset[True]
    assert not reset[False]


def test_lists_are_files_like_any_other_and_change_no_payers_answer(
    called: Any, written: Any
) -> None:
    lists = [row for row in called.truth["files"] if row["feed"] == "worklist"]

    assert {day(row["received_on"]) for row in lists} == {
        day(row["known_on"]) for row in called.truth["calls"]
    }
    assert called.truth["events"] == written.truth["events"]
    assert called.truth["standing"] == written.truth["standing"]
    assert not written.truth["calls"]
