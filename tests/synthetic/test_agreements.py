"""The invented practice's papers: they say what its payers do, and tell the story it holds."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.synthetic import Season, office_of, write_season
from pipeline.synthetic.agreements import LAPSES, Enrollment, enrollments_of, fees_of

RARE = Season(seed=3, as_of_on=date(2026, 3, 4), weeks=26, size=0.3, rarities=True)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The truth of a season whose papers have lapses."""
    report = write_season(tmp_path_factory.mktemp("rare"), RARE)
    names = ("truth_denials", "truth_claims", "truth_roster_flags")
    return {name: rows(report.truth_folder / f"{name}.csv") for name in names}


def test_payers_pay_what_the_fee_schedule_says(written: Any, remits: Any) -> None:
    fees = {
        (row["procedure_code"], row["modifiers"]): row["allowed_usd"]
        for row in rows(written.report.contracts_folder / "fee_schedule.csv")
        if row["payer_id"] == "cedar"
    }
    paid = 0
    for remit, _ in remits:
        code, modifiers = "", ""
        for segment in remit.segments if remit.sender == "71204" else ():
            if segment[0] == "SVC":
                code, *rest = segment[1].split(remit.component)[1:]
                modifiers = ":".join(rest)
            elif segment[:2] == ["AMT", "B6"] and ((code, modifiers) in fees or (code, "") in fees):
                expected = fees.get((code, modifiers), fees.get((code, "")))
                # a partial denial allows less
                assert float(segment[2]) <= float(expected or 0)
                paid += float(segment[2]) == float(expected or 0)
    assert paid > 100


def test_the_newest_clinician_is_billed_before_the_effective_date_or_without_one(
    written: Any,
) -> None:
    newest = office_of(written.season).clinicians[-1].npi
    flags = {(row["red_flag"], row["payer_id"]) for row in written.truth["roster_flags"]}
    assert flags == {("billed_before_effective", "lantern"), ("not_on_roster", "statecare")}
    assert {row["entity_id"] for row in written.truth["roster_flags"]} == {newest}
    assert any(float(row["denied_usd"]) for row in written.truth["roster_flags"])


def test_without_stories_everybody_is_enrolled_from_the_first_day() -> None:
    season = replace(RARE, stories=False, rarities=False)
    office = office_of(season)
    people = [each for each in enrollments_of(season, office) if each.kind == "clinician"]
    started = {each.npi: each.started_on for each in office.clinicians}
    assert len(people) == len(office.clinicians) * len(office.payers)
    assert all(each.from_on == started[each.entity_id] for each in people)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2026, 1, 4), False),
        (date(2026, 1, 5), True),
        (date(2026, 2, 1), True),
        (date(2026, 2, 2), False),
    ],
)
def test_an_enrollment_covers_its_first_and_last_day(day: date, covered: bool) -> None:
    one = Enrollment("clinician", "n", "p", date(2026, 1, 5), date(2026, 2, 1))
    assert one.covers(day) is covered


def test_papers_change_on_days_with_visits(rare: dict[str, list[dict[str, str]]]) -> None:
    """Or no truth would tell a first day from the day after."""
    served = {row["service_from_on"] for row in rare["truth_claims"]}
    office = office_of(RARE)
    changes = {fee.from_on for fee in fees_of(RARE, office) if fee.from_on >= RARE.first_on}
    changes |= {
        day
        for row in enrollments_of(RARE, office)
        for day in (row.from_on, (row.through_on or RARE.horizon_on) + timedelta(days=1))
        if RARE.first_on <= day < RARE.horizon_on and day != office.clinicians[-1].started_on
    }
    assert len(changes) >= 5
    assert {day.isoformat() for day in changes} <= served


def test_a_season_with_rarities_has_every_gap_and_two_prices_of_a_service(
    rare: dict[str, list[dict[str, str]]],
) -> None:
    flags = {(row["red_flag"], row["entity_kind"]) for row in rare["truth_roster_flags"]}
    assert flags == {
        ("billed_before_effective", "clinician"),
        ("billed_before_effective", "location"),
        ("billed_after_ended", "clinician"),
        ("not_on_roster", "clinician"),
        ("not_on_roster", "location"),
    }
    assert len(LAPSES) == 4
    priced = [row for row in rare["truth_denials"] if row["contract_allowed_usd"]]
    assert {"86.80", "91.14"} <= {row["contract_allowed_usd"] for row in priced}
    assert {row["payer_id"] for row in priced} == {"cedar", "northlake"}
    assert all(row["payer_sequence"] == "primary" for row in priced)
