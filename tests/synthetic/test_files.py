"""The files of a season are real X12: counted, numbered, balanced, and the same every time."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.synthetic import Season, write_season


def money(text: str) -> Decimal:
    return Decimal(text or "0")


def test_equal_seasons_give_equal_bytes(tmp_path: Path, written: Any) -> None:
    season = Season(seed=5, as_of_on=written.season.as_of_on, weeks=6, size=0.2)
    reports = [write_season(tmp_path / name, season) for name in ("one", "two")]
    files = [
        {
            path.name: path.read_bytes()
            for path in [*each.inbox.iterdir(), *each.truth_folder.iterdir()]
        }
        for each in reports
    ]
    assert files[0] == files[1]


def test_another_seed_gives_another_season(tmp_path: Path, written: Any) -> None:
    names = []
    for seed in (1, 2):
        season = Season(seed=seed, as_of_on=written.season.as_of_on, weeks=2, size=0.1)
        names.append(
            {path.name for path in write_season(tmp_path / str(seed), season).inbox.iterdir()}
        )
    assert not names[0] & names[1]


def test_a_folder_in_use_is_refused(tmp_path: Path, written: Any) -> None:
    season = Season(seed=1, as_of_on=written.season.as_of_on, weeks=1, size=0.1)
    write_season(tmp_path, season)
    with pytest.raises(FileExistsError):
        write_season(tmp_path, season)


@pytest.mark.parametrize(("weeks", "size"), [(0, 1.0), (1, 0.0)])
def test_an_empty_season_is_refused(written: Any, weeks: int, size: float) -> None:
    with pytest.raises(ValueError, match="season"):
        Season(seed=1, as_of_on=written.season.as_of_on, weeks=weeks, size=size)


def test_set_trailers_count_their_segments(written: Any) -> None:
    for each in written.sets:
        first, last = each.segments[0], each.segments[-1]
        assert int(last[1]) == len(each.segments)
        assert last[2] == first[2]


def test_group_and_interchange_trailers_match_their_headers(written: Any) -> None:
    for path in written.report.inbox.iterdir():
        text = path.read_bytes().decode("ascii")
        element, terminator = text[3], text[105]
        segments = [part.strip("\r\n").split(element) for part in text.split(terminator)]
        by_id = {
            name: [each for each in segments if each[0] == name]
            for name in ("ISA", "GS", "ST", "GE", "IEA")
        }
        assert len(by_id["ISA"]) == len(by_id["IEA"]) == len(by_id["GS"]) == len(by_id["GE"])
        assert sum(int(each[1]) for each in by_id["GE"]) == len(by_id["ST"])
        for header, trailer in zip(by_id["ISA"], by_id["IEA"], strict=True):
            assert (trailer[1], trailer[2]) == ("1", header[13])
        for header, trailer in zip(by_id["GS"], by_id["GE"], strict=True):
            assert trailer[2] == header[6]


def test_no_group_control_number_is_used_twice_by_a_sender(written: Any) -> None:
    numbers: Counter[tuple[str, ...]] = Counter()
    for each in written.of("837"):
        if each.segments[0][2] == "0001":
            reference = next(segment for segment in each.segments if segment[0] == "BHT")[3]
            numbers[each.sender, reference] += 1
    assert max(numbers.values()) == 1


def test_delimiters_differ_between_senders(written: Any) -> None:
    marks = {
        (path.read_bytes()[3:4], path.read_bytes()[105:106])
        for path in written.report.inbox.iterdir()
    }
    assert marks == {(b"*", b"~"), (b"|", b"~"), (b"*", b"'")}


def test_every_claim_adds_up_but_the_planted_ones(written: Any, remits: Any) -> None:
    odd = [claim.clp for _, claims in remits for claim in claims if not claim.is_balanced]
    planted = [
        (row["claim_number"], row["payer_claim_number"])
        for row in written.truth["events"]
        if row["is_balanced"] == "false"
    ]
    assert sorted((clp[1], clp[7]) for clp in odd) == sorted(planted)
    assert len({number for number, _ in planted}) == 2


def test_lines_add_up_to_their_claim(remits: Any) -> None:
    for _, claims in remits:
        for claim in claims:
            assert sum(money(line[2]) for line in claim.lines) == money(claim.clp[3])
            assert sum(money(line[3]) for line in claim.lines) == money(claim.clp[4])
            if claim.line_adjusted[0] or not claim.is_balanced:
                continue
            for number, line in enumerate(claim.lines, start=1):
                assert money(line[2]) - claim.line_adjusted[number] == money(line[3])


def test_patient_responsibility_is_the_sum_of_what_was_put_on_the_patient(remits: Any) -> None:
    for _, claims in remits:
        for claim in claims:
            on_patient = sum(amount for group, _, amount in claim.adjustments if group == "PR")
            assert on_patient == money(claim.clp[5])


def test_payments_are_claims_less_provider_level_amounts(remits: Any) -> None:
    for remit, claims in remits:
        taken = Decimal(0)
        for segment in remit.segments:
            if segment[0] == "PLB":
                taken += sum(money(segment[place]) for place in range(4, len(segment), 2))
        payment = next(segment for segment in remit.segments if segment[0] == "BPR")
        assert sum(money(claim.clp[4]) for claim in claims) - taken == money(payment[2])
        assert money(payment[2]) >= 0


def test_no_amount_is_written_as_zero_adjustment(remits: Any) -> None:
    assert all(
        amount != 0
        for _, claims in remits
        for claim in claims
        for _, _, amount in claim.adjustments
    )


def test_interchange_dates_are_the_day_of_receipt_but_for_late_and_copied_files(
    written: Any,
) -> None:
    late = 0
    copied = {row["name"] for row in written.truth["files"] if int(row["copied_set_count"])}
    for path in written.report.inbox.iterdir():
        dated = path.read_bytes()[70:76].decode()
        if dated != f"{written.received_on[path.name]:%y%m%d}" and path.name not in copied:
            late += 1
    assert late == 1


def test_submitted_charges_are_the_sum_of_their_lines(written: Any) -> None:
    for each in written.of("837"):
        charge, lines = Decimal(0), Decimal(0)
        for segment in each.segments:
            if segment[0] == "CLM":
                charge += money(segment[2])
            if segment[0] == "SV1":
                lines += money(segment[2])
        assert charge == lines


def test_half_a_year_at_full_size_has_some_hundred_claims_a_week(written: Any) -> None:
    a_week = written.report.claim_count / written.season.weeks / written.season.size
    assert 280 < a_week < 420
