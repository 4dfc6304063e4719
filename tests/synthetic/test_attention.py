"""Aging without attention as the practice knows it: whose threshold, which days, whose hand."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.synthetic import Season, office_of, practice_toml, write_season
from pipeline.synthetic.truth_attention import CHASER, Task, hand_of
from pipeline.synthetic.truth_standing import Wait
from pipeline.synthetic.truth_work import Piece

MEETING = date(2026, 1, 19)


def day(text: str) -> date:
    return date.fromisoformat(text)


def meeting_of(row: dict[str, str]) -> date:
    return day(row["packet_week"]) + timedelta(days=7)


def task(owner_role: str, **said: Any) -> Task:
    """A piece of work that opened two weeks before the meeting, unless said otherwise."""
    item = SimpleNamespace(
        opened_on=said.get("opened_on", date(2026, 1, 5)), closed_on=said.get("closed_on")
    )
    act_by_on = said.get("act_by_on", date(2026, 1, 12))
    piece = Piece("denial", item, owner_role, act_by_on, said.get("last_days", ()))  # type: ignore[arg-type]
    return Task(piece, said.get("waits", ()))


@pytest.fixture(scope="module")
def patient(written: Any) -> Season:
    """A season whose practice waits 9 days for one payer, and for two by letter."""
    return Season(
        seed=1,
        as_of_on=written.season.as_of_on,
        weeks=8,
        size=0.1,
        patience=(("cedar", 9), ("harbor", 12)),
        on_paper=("harbor", "lantern"),
    )


def test_a_payer_s_own_days_stand_over_paper_and_paper_over_the_usual_ones(patient: Season) -> None:
    payers = office_of(patient).payers

    assert {payer_id: payers[payer_id].patience for payer_id in payers} == {
        "cedar": 9,
        "harbor": 12,
        "lantern": 30,
        "northlake": 21,
        "statecare": 21,
        "summit": 21,
    }


def test_they_are_in_the_settings_where_they_are_not_the_usual_ones(
    patient: Season, written: Any
) -> None:
    told = {payer["id"]: payer for payer in tomllib.loads(practice_toml(patient))["payers"]}
    usual = tomllib.loads(practice_toml(written.season))["payers"]

    assert {key for key, payer in told.items() if "untouched_days" in payer} == {"cedar", "harbor"}
    assert told["cedar"]["untouched_days"] == 9
    assert {key for key, payer in told.items() if payer.get("is_electronic") is False} == {
        *("harbor", "lantern")
    }
    assert not any({"untouched_days", "is_electronic"} & payer.keys() for payer in usual)


def test_each_claim_is_held_to_the_days_of_its_payer(patient: Season, tmp_path: Path) -> None:
    report = write_season(tmp_path, patient)
    path = report.truth_folder / "truth_open_claims.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        held = {(row["payer_id"], row["threshold_days"]) for row in csv.DictReader(lines)}

    assert {("cedar", "9"), ("lantern", "30"), ("northlake", "21")} <= held
    assert len(held) == len({payer_id for payer_id, _ in held})


def test_a_letter_is_a_day_longer_on_its_way_in_two_weeks_of_three(patient: Season) -> None:
    payers = office_of(patient).payers
    fridays = [date(2026, 1, 2) + timedelta(weeks=week) for week in range(3)]

    assert sorted((payers["lantern"].arrives_on(each) - each).days for each in fridays) == [1, 2, 2]
    assert {(payers["cedar"].arrives_on(each) - each).days for each in fridays} == {1}


def test_a_claim_is_untouched_from_the_day_of_its_threshold(written: Any) -> None:
    claims = written.truth["open_claims"]

    assert {row["is_untouched"] for row in claims} == {"true", "false"}
    for row in claims:
        days = int(row["untouched_days"]) - int(row["threshold_days"])
        assert (row["is_untouched"] == "true") == (days >= 0)


def test_the_clock_runs_from_what_was_sent_or_given_to_somebody(written: Any) -> None:
    last: dict[str, set[date]] = defaultdict(set)
    for row in written.truth["submissions"]:
        last[row["claim_number"]].add(day(row["submitted_on"]))
    # a duplicate of an answer is nobody's work, so it is not among it
    for row in written.truth["work"]:
        last[row["claim_number"]].add(day(row["from_on"]))

    for row in written.truth["open_claims"]:
        begun_on = meeting_of(row) - timedelta(days=int(row["untouched_days"]))
        known = {each for each in last[row["claim_number"]] if each < meeting_of(row)}
        assert begun_on == max(known)


def test_claims_are_open_in_a_week_with_the_dollars_of_its_last_day(written: Any) -> None:
    standing = defaultdict(list)
    for row in written.truth["standing"]:
        standing[row["claim_number"], row["payer_id"]].append(row)

    for row in written.truth["open_claims"]:
        sunday = (meeting_of(row) - timedelta(days=1)).isoformat()
        (on_sunday,) = (
            each
            for each in standing[row["claim_number"], row["payer_id"]]
            if each["from_on"] <= sunday < (each["to_on"] or "9999")
        )
        assert on_sunday["open_usd"] == row["open_usd"] != "0.00"


def test_a_week_s_figures_are_those_of_its_untouched_claims(written: Any) -> None:
    heaps = defaultdict(list)
    for row in written.truth["open_claims"]:
        if row["is_untouched"] == "true":
            key = (row["packet_week"], row["payer_id"], row["owner_role"], row["threshold_days"])
            heaps[key].append(row)

    assert {tuple(row.values()) for row in written.truth["untouched"]} == {
        (
            *key,
            str(len(heap)),
            str(sum(Decimal(row["open_usd"]) for row in heap)),
            str(max(int(row["untouched_days"]) for row in heap)),
        )
        for key, heap in heaps.items()
    }
    assert len(written.truth["unattended"]) == sum(
        row["has_work_item"] == "false" for heap in heaps.values() for row in heap
    )


def test_a_claim_is_in_the_hand_of_whoever_acts_first() -> None:
    late, soon = task("late", act_by_on=date(2026, 1, 20)), task("soon")

    assert hand_of([late, soon], MEETING) == ("soon", True)


def test_what_nobody_has_in_hand_is_chased() -> None:
    over = task("over", closed_on=date(2026, 1, 18))
    to_come = task("to come", opened_on=MEETING)

    assert hand_of([over, to_come], MEETING) == (CHASER, False)


def test_what_ends_on_the_day_of_the_meeting_is_still_there() -> None:
    assert hand_of([task("biller", closed_on=MEETING)], MEETING) == ("biller", True)


def test_who_waits_has_it_only_while_nobody_acts() -> None:
    waits = (Wait("accepted", date(2026, 1, 15), None),)
    waiting = task("waits", waits=waits, act_by_on=date(2026, 1, 8))

    assert hand_of([waiting, task("acts")], MEETING) == ("acts", True)
    assert hand_of([waiting], MEETING) == ("waits", False)


@pytest.mark.parametrize(("days", "has_work"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_last_day_that_is_near_ends_the_waiting(days: int, has_work: bool) -> None:
    waits = (Wait("accepted", date(2026, 1, 15), None),)
    last_days = (MEETING + timedelta(days=days), MEETING + timedelta(days=90))

    assert hand_of([task("biller", waits=waits, last_days=last_days)], MEETING) == (
        "biller",
        has_work,
    )
