"""The truth of a season holds together, and agrees with the files where a glance can tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

NOT_DENIED = {"45", "1", "2", "3", "23", "253", "133", "B11"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_denied_dollars_are_those_of_the_files(written: Any, remits: Any) -> None:
    in_files: dict[str, Decimal] = defaultdict(Decimal)
    for _, claims in remits:
        for claim in claims:
            if claim.clp[2] != "22":
                in_files[claim.clp[1]] += sum(
                    amount for _, carc, amount in claim.adjustments if carc not in NOT_DENIED
                )
    in_truth: dict[str, Decimal] = defaultdict(Decimal)
    for row in written.truth["denials"]:
        if row["is_provisional"] == "false":
            in_truth[row["claim_number"]] += Decimal(row["denied_usd"])
    assert {key: value for key, value in in_files.items() if value} == in_truth


def test_events_are_the_claims_of_the_files(written: Any, remits: Any) -> None:
    in_files = Counter(
        (claim.clp[1], claim.clp[2], claim.clp[7], Decimal(claim.clp[3]), Decimal(claim.clp[4]))
        for _, claims in remits
        for claim in claims
    )
    in_truth = Counter(
        (
            row["claim_number"],
            row["claim_status_code"],
            row["payer_claim_number"],
            Decimal(row["charge_usd"]),
            Decimal(row["paid_usd"]),
        )
        for row in written.truth["events"]
    )
    assert in_files == in_truth


def test_nothing_is_known_on_or_after_the_horizon(written: Any) -> None:
    horizon_on = written.season.horizon_on
    assert horizon_on.weekday() == 0
    for table, columns in {
        "files": ["received_on"],
        "events": ["known_on"],
        "denials": ["opened_on", "closed_on"],
        "rejections": ["opened_on", "closed_on"],
        "submissions": ["submitted_on"],
        "take_backs": ["known_on"],
    }.items():
        for row in written.truth[table]:
            assert all(day(row[each]) < horizon_on for each in columns if row[each])


def test_the_season_ends_with_the_last_complete_week(written: Any) -> None:
    last = max(day(row["received_on"]) for row in written.truth["files"])
    assert written.season.horizon_on - last <= timedelta(days=2)
    assert written.season.horizon_on <= written.season.as_of_on


def test_intervals_end_after_they_begin_and_say_why(written: Any) -> None:
    for table, why in (("denials", "close_reason"), ("rejections", "closed_by")):
        for row in written.truth[table]:
            assert bool(row["closed_on"]) == bool(row[why])
            if row["closed_on"]:
                assert row["closed_on"] >= row["opened_on"]


def test_a_rejection_ends_on_a_later_day(written: Any) -> None:
    assert all(
        row["closed_on"] > row["opened_on"]
        for row in written.truth["rejections"]
        if row["closed_on"]
    )


def test_a_claim_has_one_open_rejection_at_a_time(written: Any) -> None:
    by_claim = defaultdict(list)
    for row in written.truth["rejections"]:
        by_claim[row["claim_number"]].append((row["opened_on"], row["closed_on"] or "9999"))
    for spans in by_claim.values():
        spans.sort()
        assert all(ends <= begins for (_, ends), (begins, _) in pairwise(spans))


def test_denials_of_a_claim_are_numbered_in_the_order_of_arrival(written: Any) -> None:
    by_case = defaultdict(set)
    for row in written.truth["denials"]:
        if row["is_noise"] == "false" and row["is_provisional"] == "false":
            key = (row["family"], row["payer_sequence"])
            by_case[key].add((row["opened_on"], int(row["denial_number"])))
    for numbered in by_case.values():
        assert [number for _, number in sorted(numbered)] == list(range(1, len(numbered) + 1))
    assert max(len(each) for each in by_case.values()) > 1


def test_denials_are_of_claims_that_were_sent(written: Any) -> None:
    sent = {(row["claim_number"], row["payer_id"]) for row in written.truth["claims"]}
    # A claim that crossed over reached its second payer without the practice.
    assert all(
        (row["claim_number"], row["payer_id"]) in sent
        for row in written.truth["denials"]
        if row["payer_sequence"] == "primary"
    )


def test_a_payer_answers_a_claim_once_a_day_but_for_a_reversal(written: Any) -> None:
    answers = Counter(
        (row["family"], row["payer_id"], row["payer_sequence"], row["remit_on"])
        for row in written.truth["events"]
        if row["outcome"] != "reversal"
    )
    assert max(answers.values()) == 1


def test_noise_never_comes_first(written: Any) -> None:
    first_known: dict[tuple[str, str], str] = {}
    for row in written.truth["events"]:
        key = (row["family"], row["payer_id"])
        first_known[key] = min(first_known.get(key, "9999"), row["known_on"])
    noise = [row for row in written.truth["denials"] if row["is_noise"] == "true"]
    assert noise
    for row in noise:
        assert row["carc_code"] == "18"
        assert first_known[row["family"], row["payer_id"]] <= row["opened_on"]


def test_provisional_denials_end_when_the_remittance_comes(written: Any) -> None:
    rows = [row for row in written.truth["denials"] if row["is_provisional"] == "true"]
    assert rows
    known = {
        (row["claim_number"], row["payer_id"]): row["known_on"]
        for row in reversed(written.truth["events"])
    }
    for row in rows:
        remit_known_on = known.get((row["claim_number"], row["payer_id"]), "")
        assert row["closed_on"] == remit_known_on
        assert row["line_number"] == "0"


def test_received_csv_names_every_file_of_the_inbox(written: Any) -> None:
    assert set(written.received_on) == {path.name for path in written.report.inbox.iterdir()}
    assert written.received_on == {
        row["name"]: day(row["received_on"]) for row in written.truth["files"]
    }
    assert written.report.file_count == len(written.received_on)


def test_what_the_wrong_payer_refused_is_over_when_the_right_one_answers(written: Any) -> None:
    refused = [row for row in written.truth["denials"] if row["cause"] == "wrong_payer"]
    rebilled = {
        (row["family"], row["payer_id"])
        for row in written.truth["events"]
        if row["payer_id"] == "lantern"
    }
    answered = [row for row in refused if (row["family"], "lantern") in rebilled]

    assert answered
    assert {row["close_reason"] for row in answered} <= {"overturned_corrected", "denied_again"}
    assert {row["closed_on"] for row in refused if row not in answered} == {""}
