"""Who works what, and until when: the practice's own table and its calendar."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.synthetic import Limits, Season, practice_toml, write_season
from pipeline.synthetic.causes import CAUSES
from pipeline.synthetic.duties import DUTIES, Duty, business_days_after, deadlines

FRIDAY, SATURDAY, MONDAY = date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 5)
CORRECTED = Duty("claims_biller", "correct & resubmit")
SENT_AS_NEW = Duty("claims_biller", "correct & resubmit", is_sent_as_new=True)
USUAL = Limits(filing_days=90, corrected_days=90, dispute_days=60)


def test_every_cause_is_somebodys_work() -> None:
    assert DUTIES.keys() == CAUSES.keys()


@pytest.mark.parametrize(
    ("day", "holidays", "expected"),
    [
        (MONDAY, (), date(2026, 1, 12)),
        (FRIDAY, (), date(2026, 1, 9)),
        (SATURDAY, (), date(2026, 1, 9)),
        (MONDAY, (date(2026, 1, 7),), date(2026, 1, 13)),
        # a day off on a weekend is off already, and the day itself is not counted
        (MONDAY, (date(2026, 1, 10), MONDAY), date(2026, 1, 12)),
        # a day off on the fifth day, before a weekend
        (FRIDAY, (date(2026, 1, 9),), date(2026, 1, 12)),
    ],
)
def test_five_days_of_work_step_over_days_off(
    day: date, holidays: tuple[date, ...], expected: date
) -> None:
    assert business_days_after(day, 5, holidays) == expected


@pytest.mark.parametrize(
    ("duty", "limits", "expected"),
    [
        # months are left: five business days
        (CORRECTED, USUAL, (date(2026, 3, 31), date(2026, 3, 1), date(2026, 1, 12))),
        # the later of both last days counts, whichever it is
        (CORRECTED, Limits(90, 5, 17), (date(2026, 1, 5), date(2026, 1, 17), date(2026, 1, 10))),
        (CORRECTED, Limits(90, 17, 5), (date(2026, 1, 17), date(2026, 1, 5), date(2026, 1, 10))),
        # no week is left: the day it opened
        (CORRECTED, Limits(90, 8, 8), (date(2026, 1, 8), date(2026, 1, 8), MONDAY)),
        # new to the payer: from the service, and never an appeal
        (SENT_AS_NEW, USUAL, (date(2026, 3, 1), None, date(2026, 1, 12))),
        (SENT_AS_NEW, Limits(45, 90, 90), (date(2026, 1, 15), None, date(2026, 1, 8))),
    ],
)
def test_last_days_run_from_the_decision_or_the_service(
    duty: Duty, limits: Limits, expected: tuple[date, date | None, date]
) -> None:
    found = deadlines(duty, limits, MONDAY, date(2025, 12, 31), date(2025, 12, 1), ())

    assert (found.refile_by_on, found.appeal_by_on, found.act_by_on) == expected


def test_days_off_and_contracts_are_in_the_settings(tmp_path: Path, written: Any) -> None:
    season = Season(
        seed=1,
        as_of_on=written.season.as_of_on,
        weeks=2,
        size=0.1,
        holidays=(date(2026, 11, 11),),
        contracts=(("harbor", Limits(30, 12, 10)),),
    )
    report = write_season(tmp_path, season)
    settings = tomllib.loads(report.practice_file.read_text(encoding="utf-8"))
    (rule,) = csv.DictReader(report.rules_file.read_text(encoding="utf-8").splitlines())

    assert settings["practice"]["holidays"] == [date(2026, 11, 11)]
    rules = {payer["id"]: payer["deadline_rule"] for payer in settings["payers"]}
    assert rules["harbor"] == rule["deadline_rule_id"]
    assert (rule["filing_days"], rule["corrected_days"], rule["dispute_days"]) == ("30", "12", "10")


def test_a_season_without_them_says_nothing_of_them(written: Any) -> None:
    assert "holidays" not in tomllib.loads(practice_toml(written.season))["practice"]
    assert not written.report.rules_file.exists()


def test_work_is_told_with_the_person_of_its_role(written: Any) -> None:
    owners = tomllib.loads(practice_toml(written.season))["owners"]
    work = written.truth["work"]

    assert {row["item_kind"] for row in work} == {"denial", "rejection", "information_request"}
    # clinicians write their own notes: the role is nobody's in particular
    assert all(row["owner"] == owners.get(row["owner_role"], "") for row in work)
    assert {row["owner_role"] for row in work if not row["owner"]} == {"treating_clinician"}


def test_a_duplicate_of_an_answer_is_nobodys_work(written: Any) -> None:
    denials = written.truth["denials"]
    noise = sum(row["is_noise"] == "true" for row in denials)

    assert noise
    assert sum(row["item_kind"] == "denial" for row in written.truth["work"]) == (
        len(denials) - noise
    )


def test_records_are_asked_for_until_the_next_word_on_the_claim(written: Any) -> None:
    asked = [row for row in written.truth["work"] if row["item_kind"] == "information_request"]
    announced = [row for row in written.truth["status"] if row["category_code"] == "F2"]
    ends = {
        *((row["claim_number"], row["known_on"]) for row in written.truth["events"]),
        *((row["claim_number"], row["known_on"]) for row in announced),
        *((row["claim_number"], row["submitted_on"]) for row in written.truth["submissions"]),
    }

    assert {bool(row["to_on"]) for row in asked} == {True, False}
    assert all((row["claim_number"], row["to_on"]) in ends for row in asked if row["to_on"])


def test_lines_add_up_to_their_decisions(written: Any) -> None:
    decisions = {
        (row["claim_number"], row["payer_id"], row["known_on"], row["outcome"] == "reversal")
        for row in written.truth["events"]
    }
    lines = {
        (row["claim_number"], row["payer_id"], row["known_on"], row["outcome"] == "reversal")
        for row in written.truth["lines"]
    }

    assert lines == decisions
    assert {row["outcome"] for row in written.truth["lines"]} == {
        *("full_denial", "partial_denial", "not_denied", "pended", "forwarded", "reversal")
    }


def test_rarities_happen_where_they_are_asked_for(tmp_path: Path, written: Any) -> None:
    season = Season(seed=1, as_of_on=written.season.as_of_on, weeks=26, size=0.4, rarities=True)
    report = write_season(tmp_path, season)
    with (report.truth_folder / "truth_lines.csv").open(encoding="utf-8", newline="") as lines:
        outcomes = {row["outcome"] for row in csv.DictReader(lines)}
    settings = tomllib.loads(report.practice_file.read_text(encoding="utf-8"))

    assert {"informational", "anomaly", "bundled"} <= outcomes
    assert [payer["id"] for payer in settings["payers"] if payer.get("is_per_diem")] == [
        "statecare"
    ]
