"""What cannot be read is unchecked, claim by claim, and never passed as free of problems."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import Claim, Line, outgoing, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]
SECOND = Claim(number="A2", member="MEMBER2")


def unchecked(report: Report) -> list[tuple[str | None, str]]:
    return [(one.claim_number, one.reason) for one in report.unchecked]


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (with_lines(Line(charge="15O")), "an amount in it is no amount"),
        (Claim(extra=("DTP*434*D8*2026-11-02",)), "a date in it is no date"),
        (Claim(extra=("?*1*2",)), "a segment of it cannot be read"),
        (Claim(lines=()), "it has no service line (SV1, SV2)"),
        (Claim(number=""), "it has no claim number (CLM01)"),
        (Claim(payer=""), "no payer is named (NM1*PR)"),
        (Claim(member=""), "no member number is given (NM1*IL)"),
        (
            Claim(frequency=""),
            "it does not say what it is: first, replacement or void (CLM05-3)",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_claim_that_cannot_be_read_is_unchecked_and_its_neighbour_is_not(
    judge: Judge, claim: Claim, reason: str
) -> None:
    report = judge(SECOND, claim)
    assert [one for _, one in unchecked(report)] == [reason]
    assert report.totals["no_known_problem_claim_count"] == 1


def test_a_fault_above_a_claim_reaches_every_claim_below_it(judge: Judge) -> None:
    content = outgoing(Claim(level=("?*1*2",)), SECOND)
    below = content.replace(
        b"HL*3*1*22*0", b"CLM*A3*1***11:B:1*Y*A*Y*Y~\nLX*1~\nSV1*HC:90837*1~\nHL*3*1*22*0"
    )
    assert [number for number, _ in unchecked(judge(below))] == ["A1", "A3"]


def test_an_unchecked_claim_has_no_findings_and_still_is_a_neighbour(judge: Judge) -> None:
    broken = with_lines(Line(), number="A1", extra=("DTP*434*D8*20261302",))
    report = judge(broken, Claim(number="A2"), only=["E10", "E31"])
    assert [number for number, _ in unchecked(report)] == ["A1"]
    assert told(report) == []


def test_all_claims_of_a_set_that_is_cut_are_unchecked(judge: Judge) -> None:
    report = judge(Claim(), SECOND, is_cut=True)
    assert unchecked(report) == [
        (number, "the set it stands in has no end; the file is cut") for number in ("A1", "A2")
    ]


def test_a_file_cut_within_a_segment_is_unchecked_too(judge: Judge) -> None:
    content = outgoing(Claim(), SECOND)
    report = judge(content[: content.index(b"SV1*", content.index(b"CLM*A2")) + 9])
    assert {number for number, _ in unchecked(report)} == {"A1", "A2"}


def test_behind_the_last_fault_that_is_listed_every_claim_is_unchecked(judge: Judge) -> None:
    many = [
        with_lines(Line(charge="x" if place < 110 else "1"), number=f"N{place}", member=f"M{place}")
        for place in range(115)
    ]
    report = judge(*many)
    reasons = dict(unchecked(report))
    assert len(reasons) == 115
    assert reasons["N99"] == "an amount in it is no amount"
    assert reasons["N114"] == "the file has more faults than are listed"


@pytest.mark.parametrize(
    ("guide", "reason"),
    [
        ("004010X098A1", "it is not of version 005010"),
        ("005010X224A2", "it is a dental claim"),
    ],
)
def test_other_guides_are_not_judged(judge: Judge, guide: str, reason: str) -> None:
    assert unchecked(judge(Claim(), guide=guide)) == [("A1", reason)]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 nothing", outgoing()], ids=["empty", "no X12", "no claim"]
)
def test_a_file_without_claims_is_unchecked(judge: Judge, content: bytes) -> None:
    report = judge(content)
    assert len(report.unread_files) == 1
    assert report.totals["unread_file_count"] == 1


def test_an_envelope_that_does_not_add_up_leaves_the_claims_judged(judge: Judge) -> None:
    content = outgoing(Claim()).replace(b"GE*1*1", b"GE*2*1")
    report = judge(content)
    assert unchecked(report) == []
    assert [note.code for note in report.seen.files[0].notes] == ["wrong_set_count"]
