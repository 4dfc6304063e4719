"""A row put into rules/edits.csv: what is written, what is refused, and that nothing is half."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.edits.adopting import Adoption, Decision, adopt, appended
from pipeline.edits.back_test import BackTest, Month
from pipeline.edits.candidates import CandidateError, Named, candidate_of
from pipeline.edits.plan import plan
from pipeline.edits.proof import CAUGHT, PAID, Hit, bound, tally, verdict
from pipeline.edits.proposals import Proven
from pipeline.practice import Home, check_home
from pipeline.practice.adopted_edits import SHAPE
from tests.edits.test_proof import LIMITS

DAY = dt.date(2026, 11, 9)
SENT_ON = dt.date(2026, 9, 7)
HEAD = ",".join(SHAPE.columns) + "\n"

Adopt = Callable[..., Adoption]


def hits(caught: int, paid: int) -> tuple[Hit, ...]:
    told = [CAUGHT] * caught + [PAID] * paid
    return tuple(
        Hit(
            claim_number=f"A{place}",
            client=f"client-{place}",
            sent_on=SENT_ON,
            answered_on=SENT_ON + dt.timedelta(weeks=1 + place % 3),
            outcome=outcome,
            expected_usd=Decimal(100),
            saved_usd=Decimal(20),
            paid_usd=Decimal(90),
        )
        for place, outcome in enumerate(told)
    )


def proof(home: Home, caught: int, paid: int, all_paid: int = 100, **named: str) -> Proven:
    """Return a proof of an edit as a back-test of so many claims would give it."""
    practice = Home.open(home.path).practices[0]
    asked = Named(named.get("name", "E12"), named.get("parameters", ""), named.get("category", ""))
    candidate = candidate_of(practice, asked, DAY)
    months = {SENT_ON.replace(day=1): Month(denied_count=caught + 1, paid_count=all_paid)}
    tried = BackTest(candidate, DAY, hits(caught, paid), months)
    counted = tally(tried.hits)
    severity = verdict(counted, LIMITS)
    return Proven(tried, severity, severity, bound(counted, LIMITS), counted.saved_usd, 0)


@pytest.fixture
def adopting(home: Home) -> Adopt:
    """Adopt an edit that was right so often and wrong so often."""

    def adopted(
        caught: int = 9,
        paid: int = 0,
        *,
        severity: str = "warn",
        day: dt.date = DAY,
        cited: str = "",
        all_paid: int = 100,
        **named: str,
    ) -> Adoption:
        practice = Home.open(home.path).practices[0]
        decision = Decision(severity, "billing_manager", "they deny it", day, cited)
        return adopt(practice, proof(home, caught, paid, all_paid, **named), decision, LIMITS)

    return adopted


def text(home: Home) -> str:
    return file_of(home).read_text("utf-8")


def file_of(home: Home) -> Path:
    return home.practices[0].rules_folder / "edits.csv"


def severities(home: Home, day: dt.date) -> list[tuple[str, str]]:
    edits = plan(Home.open(home.path).practices[0].edits, day, {}).edits
    return [(one.edit_id, one.severity) for one in edits if one.template.template_id == "E12"]


def refused(error: pytest.ExceptionInfo[CandidateError], what: str) -> None:
    (problem,) = error.value.problems
    assert what in problem.what
    assert problem.where
    assert problem.why
    assert problem.remedy
    assert error.value.exit_code == 2


def test_an_adopted_edit_is_a_row_in_force_from_its_day(home: Home, adopting: Adopt) -> None:
    done = adopting()
    assert done.is_new
    assert text(home) == HEAD + (
        "E12,E12,,warn,,,,2026-11-09,billing_manager,,they deny it,2026-11-09,2027-02-07,\n"
    )
    assert stat.S_IMODE(file_of(home).stat().st_mode) == 0o600
    assert check_home(home.path) == []
    assert severities(home, DAY - dt.timedelta(days=1)) == [("E12", "hold")]
    assert severities(home, DAY) == [("E12", "warn")]


def test_a_new_hold_warns_for_seven_days(home: Home, adopting: Adopt) -> None:
    adopting(severity="hold", parameters="accepted_frequencies=1 7")
    assert severities(home, DAY + dt.timedelta(days=6)) == [("E12", "warn")]
    assert severities(home, DAY + dt.timedelta(days=7)) == [("E12", "hold")]


def test_a_hold_that_ships_goes_on_holding_when_it_is_confirmed(
    home: Home, adopting: Adopt
) -> None:
    adopting(severity="hold")
    assert severities(home, DAY) == [("E12", "hold")]


def test_the_same_decision_twice_is_one_row(home: Home, adopting: Adopt) -> None:
    adopting()
    before = text(home)
    done = adopting(day=DAY + dt.timedelta(days=3))
    assert not done.is_new
    assert text(home) == before


def test_a_payer_s_own_words_last_longer_and_are_enough_for_a_warning(
    home: Home, adopting: Adopt
) -> None:
    done = adopting(0, 0, cited="manual 4.2 of 2026-10")
    assert done.row.review_on == DAY + dt.timedelta(days=180)
    assert done.row.evidence_id == "manual 4.2 of 2026-10"
    with pytest.raises(CandidateError) as error:
        adopting(
            0, 0, cited="manual 4.2 of 2026-10", severity="hold", parameters="payer_id=northwind"
        )
    refused(error, "not proven as hold")


@pytest.mark.parametrize(
    ("counts", "severity", "is_taken"),
    [
        ((9, 0), "hold", True),
        ((4, 0), "hold", False),
        ((4, 0), "warn", True),
        ((2, 0), "warn", False),
    ],
)
def test_no_more_is_adopted_than_is_proven(
    home: Home, adopting: Adopt, counts: tuple[int, int], severity: str, *, is_taken: bool
) -> None:
    if is_taken:
        assert adopting(*counts, severity=severity).is_new
        return
    with pytest.raises(CandidateError) as error:
        adopting(*counts, severity=severity)
    refused(error, f"not proven as {severity}")
    assert not file_of(home).exists()


@pytest.mark.parametrize(
    ("paid", "all_paid", "is_taken"),
    [(3, 10, True), (4, 10, False), (4, 9, True), (9, 30, True), (9, 29, False)],
)
def test_what_speaks_of_over_thirty_in_a_hundred_paid_claims_is_a_habit(
    home: Home, adopting: Adopt, paid: int, all_paid: int, *, is_taken: bool
) -> None:
    if is_taken:
        assert adopting(20, paid, all_paid=all_paid).is_new
        return
    with pytest.raises(CandidateError) as error:
        adopting(20, paid, all_paid=all_paid, cited="manual 4.2")
    refused(error, f"speaks of {paid / all_paid:.0%} of the claims that its payers paid")
    assert not file_of(home).exists()


def rows(*cells: Sequence[str]) -> str:
    return HEAD + "".join(",".join(row) + "\n" for row in cells)


def standing(**other: str) -> list[str]:
    row = {
        "edit_id": "ours",
        "template_id": "E12",
        "severity": "hold",
        "adopted_on": "2026-08-01",
        "adopted_by_role": "billing_manager",
        "reason": "ours",
    } | other
    return [row.get(name, "") for name in SHAPE.columns]


@pytest.mark.parametrize(("expires_on", "is_taken"), [("2026-11-10", False), ("2026-11-09", True)])
def test_an_edit_in_force_is_not_contradicted_and_one_that_ended_is_followed(
    home: Home, adopting: Adopt, expires_on: str, *, is_taken: bool
) -> None:
    before = rows(standing(expires_on=expires_on))
    file_of(home).write_text(before, encoding="utf-8")
    if is_taken:
        assert adopting().is_new
        assert text(home).startswith(before)
        return
    with pytest.raises(CandidateError) as error:
        adopting()
    refused(error, "Line 2 decides the same template for the same claims")
    assert str(file_of(home)) in error.value.problems[0].where
    assert text(home) == before


@pytest.mark.parametrize(("review_on", "is_taken"), [("2026-11-09", False), ("2026-11-10", True)])
def test_an_edit_past_its_review_is_no_ground_to_build_on(
    home: Home, adopting: Adopt, review_on: str, *, is_taken: bool
) -> None:
    ended = standing(review_on=review_on, expires_on="2026-11-09")
    file_of(home).write_text(rows(ended), encoding="utf-8")
    if is_taken:
        assert adopting(name="ours").row.edit_id == "ours-2"
        return
    with pytest.raises(CandidateError) as error:
        adopting(name="ours")
    refused(error, "past its review date (2026-11-09)")


def test_a_file_with_a_mistake_is_not_written_into(home: Home, adopting: Adopt) -> None:
    before = rows(standing())
    broken = before + "cut"
    practice_proof = proof(home, 9, 0)
    file_of(home).write_text(broken, encoding="utf-8")
    practice = home.practices[0]
    decision = Decision("warn", "billing_manager", "they deny it", DAY)
    with pytest.raises(CandidateError, match="line 3"):
        adopt(practice, practice_proof, decision, LIMITS)
    assert text(home) == broken


@pytest.mark.parametrize("decision", [{"by_role": "boss"}, {"reason": ""}])
def test_who_and_why_are_what_the_file_wants(home: Home, decision: dict[str, str]) -> None:
    given: dict[str, Any] = {"severity": "warn", "by_role": "billing_manager", "reason": "x"}
    told = Decision(**(given | decision), day=DAY)
    with pytest.raises(CandidateError):
        adopt(home.practices[0], proof(home, 9, 0), told, LIMITS)
    assert not file_of(home).exists()


def test_a_failure_while_writing_leaves_the_file_as_it_was(
    home: Home, adopting: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(standing(template_id="E10"))
    file_of(home).write_text(before, encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.resources.whole_files.put_in_place", fail)
    with pytest.raises(Exception, match="cannot be written"):
        adopting()
    assert text(home) == before
    assert [*file_of(home).parent.glob(".*")] == []


CELLS = dict(zip(SHAPE.columns, standing(category="duplicate"), strict=True))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", rows(standing(category="duplicate"))),
        (HEAD.rstrip("\n"), rows(standing(category="duplicate"))),
        (HEAD.replace("\n", "\r\n"), rows(standing(category="duplicate")).replace("\n", "\r\n")),
        (
            "edit_id,template_id,severity,adopted_on,adopted_by_role,reason\n"
            'a,E10,warn,2026-01-01,coder_charge_entry,"one, two"\n',
            "edit_id,template_id,severity,adopted_on,adopted_by_role,reason,category\n"
            'a,E10,warn,2026-01-01,coder_charge_entry,"one, two",\n'
            "ours,E12,hold,2026-08-01,billing_manager,ours,duplicate\n",
        ),
        (
            "reason,category,adopted_by_role,adopted_on,severity,template_id,edit_id\n",
            "reason,category,adopted_by_role,adopted_on,severity,template_id,edit_id\n"
            "ours,duplicate,billing_manager,2026-08-01,hold,E12,ours\n",
        ),
    ],
    ids=["no file", "no ending", "of Windows", "fewer columns", "another order"],
)
def test_a_row_is_added_below_what_people_wrote(before: str, after: str) -> None:
    assert appended(before, CELLS) == after


@pytest.mark.parametrize(
    ("evidence_id", "cited", "kept"),
    [
        ("cause:c0ffee00", "", "cause:c0ffee00"),
        ("cause:c0ffee00", "manual p. 12", "cause:c0ffee00; manual p. 12"),
        ("cause:c0ffee00; manual p. 12", "manual p. 14", "cause:c0ffee00; manual p. 14"),
        ("cause:c0ffee00; manual p. 12", "", "cause:c0ffee00; manual p. 12"),
        ("a meeting; of May", "manual p. 12", "manual p. 12"),
        ("a meeting; of May", "", "a meeting; of May"),
    ],
)
def test_the_cause_goes_with_the_row_and_words_that_are_cited_stand_beside_it(
    home: Home, evidence_id: str, cited: str, kept: str
) -> None:
    told = proof(home, 9, 0)
    row = replace(told.tried.candidate.row, evidence_id=evidence_id, since_on=SENT_ON)
    tried = replace(told.tried, candidate=replace(told.tried.candidate, row=row))
    decision = Decision("warn", "billing_manager", "they deny it", DAY, cited)
    done = adopt(home.practices[0], replace(told, tried=tried), decision, LIMITS)
    assert (done.row.evidence_id, done.row.since_on) == (kept, SENT_ON)
