"""A file of which something was lost is never told as checked, though its other claims were."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from pipeline.commands.scrub_lines import lines_of
from pipeline.edits.reports import Report, as_csv, as_json
from tests.edits.claim_text import Claim, outgoing

Judge = Callable[..., Report]
SECOND = Claim(number="B1", member="MEMBER2")


def segments(*claims: Claim, control: int = 1) -> list[str]:
    return outgoing(*claims, control=control).decode().split("~\n")[:-1]


FIRST_SET = segments(Claim())
SECOND_SET = segments(SECOND, control=2)[2:-2]
HEAD, TAIL = FIRST_SET[:-2], FIRST_SET[-2:]
TWO_IN_A_SET = segments(Claim(), SECOND)


def joined(*parts: list[str]) -> bytes:
    return "".join(f"{one}~\n" for part in parts for one in part).encode()


def two_sets(second: list[str], set_count: int = 2) -> bytes:
    return joined(HEAD, second, [f"GE*{set_count}*1", TAIL[1]])


def changed(old: str, new: str) -> list[str]:
    return [one.replace(old, new) for one in SECOND_SET]


def without(some: list[str], start: str) -> list[str]:
    return [one for one in some if not one.startswith(start)]


def lost(report: Report) -> list[str]:
    (file,) = report.seen.files
    return sorted({gap.code for gap in file.gaps})


CUT = joined(HEAD)
LOSSES = {
    "the set is unnamed": (two_sets(changed("ST*837*", "ST**")), "unnamed_set"),
    "the set's code is cut": (two_sets(changed("ST*837*", "ST*83*")), "unnamed_set"),
    "the set's code is another's": (
        two_sets(changed("ST*837*", "ST*835*")),
        "other_set_among_claims",
    ),
    "the set's code is nobody's": (
        two_sets(changed("ST*837*", "ST*937*")),
        "other_set_among_claims",
    ),
    "the set's head is lost": (two_sets(SECOND_SET[1:]), "outside_set"),
    "a head and its count": (two_sets(SECOND_SET[1:], 1), "outside_set"),
    "the claim's name is damaged": (two_sets(changed("CLM*", "CL M*")), "bad_segment"),
    "the claim's name is another": (two_sets(changed("CLM*", "CIM*")), "line_without_claim"),
    "the claim's segment is lost": (two_sets(without(SECOND_SET, "CLM")), "line_without_claim"),
    "a set has no claim": (two_sets(segments(control=2)[2:-2]), "set_without_claim"),
    "a set has no end": (two_sets(without(SECOND_SET, "SE*")), "missing_set_trailer"),
    "a set is lost": (two_sets([]), "wrong_set_count"),
    "a group is lost": (joined(HEAD, ["GE*1*1", "IEA*2*000000001"]), "wrong_group_count"),
    "the sets are not counted": (joined(HEAD, ["GE*x*1", TAIL[1]]), "unreadable_count"),
    "the end is of another group": (joined(HEAD, ["GE*1*9", TAIL[1]]), "wrong_control_number"),
    "the head of all is lost": (joined(FIRST_SET[1:]), "stray_trailer"),
    "cut behind the first set": (CUT, "missing_group_trailer"),
    "cut behind its group": (joined(HEAD, TAIL[:1]), "missing_interchange_trailer"),
    "cut within the next head": (CUT + b"ST*837*00", "cut_segment"),
    "cut before the next claim": (CUT + joined(SECOND_SET[:5]), "missing_set_trailer"),
    "a claim's loops are lost": (
        joined(TWO_IN_A_SET[:-14], TWO_IN_A_SET[-3:]),
        "wrong_segment_count",
    ),
    "bytes ahead": (b"#batch 7\n" + joined(FIRST_SET), "not_x12"),
}


@pytest.mark.parametrize(("content", "code"), LOSSES.values(), ids=LOSSES)
def test_what_was_lost_is_told_of_the_file_and_the_claim_beside_it_is_judged(
    judge: Judge, content: bytes, code: str
) -> None:
    report = judge(content)
    assert code in lost(report)
    assert len(report.partly_checked_files) == 1
    assert report.totals["partly_checked_file_count"] == 1
    assert "A1" not in [one.claim_number for one in report.unchecked]
    assert report.totals["no_known_problem_claim_count"] == 1


@pytest.mark.parametrize(
    "content",
    [
        joined(FIRST_SET),
        joined(FIRST_SET) + b"\r\n\x1a",
        joined(TWO_IN_A_SET),
        two_sets(SECOND_SET),
        joined(FIRST_SET, segments(SECOND, control=2)),
    ],
    ids=["a set", "an end of old", "two claims", "two sets", "two interchanges"],
)
def test_a_file_that_adds_up_is_wholly_checked(judge: Judge, content: bytes) -> None:
    report = judge(content)
    assert (lost(report), report.partly_checked_files) == ([], ())
    assert report.totals["partly_checked_file_count"] == 0


def test_a_fault_within_a_claim_is_of_the_claim_and_not_of_the_file(judge: Judge) -> None:
    report = judge(Claim(extra=("?*1*2",)), SECOND)
    assert [one.claim_number for one in report.unchecked] == ["A1"]
    assert lost(report) == []


def test_a_file_without_a_claim_is_unread_and_not_checked_in_part(judge: Judge) -> None:
    report = judge(b"%PDF-1.7 nothing")
    assert (len(report.unread_files), report.partly_checked_files) == (1, ())


def test_what_was_lost_stands_in_json_csv_and_on_the_terminal(judge: Judge) -> None:
    report = judge(two_sets([]))
    told = json.loads(as_json(report))
    said = "The sets of the group are 2 by its own count; counted here: 1."
    (file,) = told["files"]
    assert (file["is_unchecked"], file["is_partly_checked"]) == (False, True)
    assert file["gaps"] == [{"code": "wrong_set_count", "problem": said}]
    assert told["totals"]["partly_checked_file_count"] == 1
    (row,) = csv.DictReader(io.StringIO(as_csv(report)))
    assert (row["edit_id"], row["file"], row["why"]) == ("unchecked", told_id(report), said)
    lines = [*lines_of(report)]
    assert f"  not wholly checked: {said}" in lines
    assert f"  {said}" not in lines
    assert "  1 file was not wholly checked: claims of it may be missing above" in lines


def told_id(report: Report) -> str:
    (file,) = report.seen.files
    return file.sha256[:16]


def test_of_a_sound_file_no_word_of_a_loss_is_said(judge: Judge) -> None:
    report = judge(joined(FIRST_SET))
    assert not [line for line in lines_of(report) if "wholly" in line]
    assert list(csv.DictReader(io.StringIO(as_csv(report)))) == []
