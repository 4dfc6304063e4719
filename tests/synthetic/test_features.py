"""Each thing that happens to billing offices happens in a season, and is in the truth."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.synthetic import Season, practice_toml, write_season

STORIES = {
    "late_notes",
    "carve_out",
    "telehealth_modifier",
    "new_clinician",
    "authorization_rule",
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def segments(written: Any, code: str, name: str) -> list[list[str]]:
    return [segment for each in written.of(code) for segment in each.segments if segment[0] == name]


@pytest.mark.parametrize(
    ("table", "column", "wanted"),
    [
        (
            "events",
            "outcome",
            {"paid", "denied", "partly_denied", "patient_share", "pended", "reversal"},
        ),
        ("events", "claim_status_code", {"1", "2", "4", "19", "22"}),
        (
            "denials",
            "close_reason",
            {
                "overturned_corrected",
                "overturned_reprocessed",
                "denied_again",
                "reversed",
                "replaced_by_remittance",
                "",
            },
        ),
        ("denials", "denial_kind", {"full", "partial"}),
        ("denials", "payer_sequence", {"primary", "secondary"}),
        ("denials", "is_denied_to_patient", {"true", "false"}),
        ("rejections", "source", {"277CA", "999"}),
        ("rejections", "closed_by", {"resubmitted", "accepted", ""}),
        ("take_backs", "reason_code", {"WO", "FB", "L6"}),
        ("submissions", "frequency_code", {"1", "7"}),
        ("files", "feed", {"remittance", "claim_status", "acknowledgement", "submitted_claims"}),
    ],
)
def test_it_happens(written: Any, table: str, column: str, wanted: set[str]) -> None:
    assert wanted <= {row[column] for row in written.truth[table]}


def test_fourteen_categories_are_denied_for(written: Any) -> None:
    assert len({row["category"] for row in written.truth["denials"]}) >= 14


def test_dependents_and_subscribers_are_patients(written: Any) -> None:
    levels = Counter(segment[3] for segment in segments(written, "837", "HL"))
    assert 0 < levels["23"] < levels["22"]


def test_line_control_numbers_come_back_from_payers_that_send_them(written: Any) -> None:
    sent = {each[2] for each in segments(written, "837", "REF") if each[1] == "6R"}
    echoed = {each[2] for each in segments(written, "835", "REF") if each[1] == "6R"}
    assert echoed <= sent
    assert len(echoed) > 100
    silent = {
        each.sender
        for each in written.of("835")
        if not any(segment[:2] == ["REF", "6R"] for segment in each.segments)
    }
    assert silent == {"LBN55"}


def test_intensive_claims_have_several_lines_and_days(written: Any) -> None:
    lines: list[set[str]] = []
    for each in written.of("837"):
        for segment in each.segments:
            if segment[0] == "CLM":
                lines.append(set())
            if segment[:2] == ["DTP", "472"]:
                lines[-1].add(segment[3])
    assert max(len(each) for each in lines) == 3


def test_corrected_claims_name_the_payers_number_under_both_kinds_of_number(written: Any) -> None:
    rows = [row for row in written.truth["submissions"] if row["frequency_code"] == "7"]
    assert all(row["original_payer_number"] for row in rows)
    sent_before = {
        row["claim_number"] for row in written.truth["submissions"] if row["frequency_code"] == "1"
    }
    assert {row["claim_number"] in sent_before for row in rows} == {True, False}


def test_reversals_come_before_after_and_apart_from_corrections(written: Any) -> None:
    ways = set()
    by_case = defaultdict(list)
    for row in written.truth["events"]:
        by_case[row["family"], row["payer_id"], row["payer_sequence"]].append(row)
    for rows in by_case.values():
        kinds = [row["outcome"] for row in rows]
        if kinds[0] == "denied" and kinds.count("reversal") == 1 and len(rows) == 3:
            ways.add((kinds[1], rows[1]["remit_on"] == rows[2]["remit_on"]))
    assert len(ways) >= 3


def test_one_set_is_refused_by_a_999_and_sent_again(written: Any) -> None:
    refused = [each for each in segments(written, "999", "IK5") if each[1] == "R"]
    assert len(refused) == 1
    rows = [row for row in written.truth["rejections"] if row["source"] == "999"]
    assert len(rows) >= 3
    assert len({row["opened_on"] for row in rows}) == 1
    assert {row["closed_by"] for row in rows} == {"resubmitted"}


def test_rejections_name_whose_data_is_meant(written: Any) -> None:
    entities = set()
    for segment in segments(written, "277", "STC"):
        status = segment[1].replace(">", ":").split(":")
        if status[0] in ("A3", "A6", "A7", "A8"):
            assert segment[3] == "U"
            entities.add(status[2] if len(status) > 2 else "")
    assert {"IL", "82", ""} <= entities


def test_the_same_bytes_and_the_same_set_arrive_twice(written: Any) -> None:
    contents = Counter(path.read_bytes() for path in written.report.inbox.iterdir())
    assert max(contents.values()) == 2
    joined = [
        row
        for row in written.truth["files"]
        if 0 < int(row["copied_set_count"]) < int(row["set_count"])
    ]
    assert len(joined) == 1
    text = (written.report.inbox / joined[0]["name"]).read_text(encoding="ascii")
    bodies = [
        [segment for segment in each.segments if segment[0] not in ("ST", "SE")]
        for each in written.sets
        if each.code == "835"
    ]
    assert text.count("ISA*") == 2
    assert sum(bodies.count(each) == 2 for each in bodies) >= 2


def test_a_late_file_is_overtaken_by_a_later_decision(written: Any) -> None:
    rows = [
        row
        for row in written.truth["denials"]
        if row["opened_on"] == row["closed_on"] and row["close_reason"] == "overturned_reprocessed"
    ]
    assert rows
    assert {row["payer_id"] for row in rows} == {"lantern"}


def test_a_week_of_one_payer_is_missing(written: Any) -> None:
    by_payer = defaultdict(set)
    for row in written.truth["files"]:
        if row["feed"] == "remittance":
            by_payer[row["payer_id"]].add(
                (day(row["received_on"]) - written.season.first_on).days // 7
            )
    missing = {
        payer: set(range(min(weeks), max(weeks) + 1)) - weeks for payer, weeks in by_payer.items()
    }
    assert len(missing["northlake"]) == 1


def test_a_code_no_rule_knows_is_there(written: Any) -> None:
    rows = [row for row in written.truth["denials"] if row["carc_code"] == "Z99"]
    assert rows
    assert {row["category"] for row in rows} == {"other"}


def test_five_stories_begin_when_the_truth_says(written: Any) -> None:
    since = {row["story"]: day(row["since_on"]) for row in written.truth["stories"]}
    assert set(since) == STORIES
    first: dict[str, date] = {}
    for row in written.truth["denials"]:
        if row["story"]:
            begun = first.get(row["story"], date.max)
            first[row["story"]] = min(begun, day(row["service_on"]))
    assert set(first) == STORIES
    for story, since_on in since.items():
        assert since_on <= first[story] < since_on + timedelta(weeks=3)
    fourteenth = written.season.monday(14)
    assert sum(since_on > fourteenth for since_on in since.values()) >= 2


def test_a_story_keeps_to_its_place(written: Any) -> None:
    places = defaultdict(set)
    for row in written.truth["denials"]:
        places[row["story"]].add((row["payer_id"], row["location_id"], row["rendering_npi"]))
    assert {payer for payer, _, _ in places["carve_out"]} == {"northlake"}
    assert {payer for payer, _, _ in places["authorization_rule"]} == {"cedar"}
    assert {location for _, location, _ in places["telehealth_modifier"]} == {"north"}
    assert len({npi for _, _, npi in places["new_clinician"]}) == 1
    assert len({npi for _, _, npi in places["late_notes"]}) == 1


def test_a_season_without_stories_has_none(tmp_path: Path, written: Any) -> None:
    season = Season(seed=1, as_of_on=written.season.as_of_on, weeks=12, size=0.2, stories=False)
    truth = write_season(tmp_path, season).truth_folder
    assert len((truth / "truth_stories.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert "clinician_not_linked" not in (truth / "truth_denials.csv").read_text(encoding="utf-8")
    assert "999" not in (truth / "truth_rejections.csv").read_text(encoding="utf-8")


def last_week(written: Any, table: str, column: str) -> list[dict[str, str]]:
    monday = written.season.horizon_on - timedelta(days=7)
    return [row for row in written.truth[table] if day(row[column]) >= monday]


def test_a_quiet_last_week_has_every_file_and_no_denial(quiet: Any, written: Any) -> None:
    assert last_week(written, "denials", "opened_on")
    assert last_week(quiet, "denials", "opened_on") == []
    paying = {
        row["payer_id"]
        for row in last_week(quiet, "files", "received_on")
        if row["feed"] == "remittance"
    }
    assert paying == {payer["id"] for payer in tomllib.loads(practice_toml(quiet.season))["payers"]}


def test_a_bad_last_week_lacks_the_largest_payers_remittance(bad: Any, written: Any) -> None:
    def paying(season: Any) -> set[str]:
        return {
            row["payer_id"]
            for row in last_week(season, "files", "received_on")
            if row["feed"] == "remittance"
        }

    assert paying(written) - paying(bad) == {"cedar"}


def test_settings_name_the_practice_and_its_payers(written: Any) -> None:
    settings = tomllib.loads(practice_toml(written.season))
    assert settings["practice"]["invented"] is True
    assert len(settings["payers"]) == 6
    assert len(settings["clinicians"]) == 12
    assert len(settings["locations"]) == 3
    sent = {segment[9] for segment in segments(written, "837", "NM1") if segment[1] == "PR"}
    known = {each for payer in settings["payers"] for each in payer["identifiers"]}
    assert sent <= known
