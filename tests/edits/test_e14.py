"""E14: the frequency is what the remark in the payer's last word asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.edits.reports import Report
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, SENT_ON, Claim, Line, with_lines
from tests.edits.past import Past
from tests.edits.telling import told

Judge = Callable[..., Report]
FOURTH, FIFTH, SIXTH = (dt.date(2026, 11, day) for day in (4, 5, 6))
HELD, WARNED = [("E14", "A1", None, "hold")], [("E14", "A1", None, "warn")]
ANEW, REPLACING = Claim(), Claim(frequency="7", before=("REF*F8*PCN1",))


def judged(judge: Judge, past: Past, *claims: Claim) -> list[tuple[str, str, int | None, str]]:
    past.publish()
    return told(judge(*claims, only=["E14"]))


REMARKS = [
    # remarks, what a new claim is told, what a replacement is told
    (["MA130"], "", "hold"),
    (["N142"], "", "hold"),
    # not every payer takes a replacement
    (["N380"], "warn", ""),
    (["N798"], "hold", "hold"),
    (["N290"], "", ""),
    (["N290", "MA130"], "", "hold"),
    # remarks that contradict each other allow both
    (["MA130", "N380"], "", ""),
]


def test_the_frequency_follows_the_remark(judge: Judge, past: Past) -> None:
    claims, expected = [], []
    for place, (remarks, *severities) in enumerate(REMARKS):
        member = f"M{place}"
        past.answer(past.sent(member, member=member), "denied", FOURTH, *remarks)
        for frequency, severity in zip("17", severities, strict=True):
            claim = Claim(number=f"{member}-{frequency}", member=member, frequency=frequency)
            claims.append(claim)
            expected += [("E14", claim.number, None, severity)] if severity else []
    assert judged(judge, past, *claims) == expected


def test_a_finding_names_the_remark_and_what_it_asks(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    past.publish()
    (finding,) = judge(REPLACING, only=["E14"]).findings
    assert (finding.field, finding.wanted) == ("CLM05-3", "as the remark asks: a new claim")
    assert finding.found == "frequency 7; the payer's last word, of 2026-11-04, has remark MA130"


def test_a_void_asks_for_nothing_and_is_not_judged(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    assert judged(judge, past, Claim(frequency="8", before=("REF*F8*PCN1",))) == []


def test_only_the_last_word_of_the_payer_counts(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    past.answer("id-OLD1", "denied", SENT_ON + dt.timedelta(days=1), "N290")
    assert judged(judge, past, REPLACING) == HELD
    past.answer("id-OLD1", "denied", SENT_ON, "N290")
    assert judged(judge, past, REPLACING) == []


def test_a_report_after_the_decision_is_the_last_word(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    past.status("id-OLD1", "pended", FIFTH)
    assert judged(judge, past, REPLACING) == []


def test_the_remark_on_another_claim_is_none_on_this(judge: Judge, past: Past) -> None:
    others = [
        {"procedure": "90834"},
        {"clinician": OTHER_CLINICIAN},
        {"service_on": DAY - dt.timedelta(days=7)},
        {"sequence": "secondary"},
        {},
    ]
    for place, other in enumerate(others):
        sent = {"number": f"OLD{place}", "member": f"M{place}"} | other
        past.answer(past.sent(**sent), "denied", FOURTH, "MA130")
    claims = [
        Claim(number=f"A{place}", member=f"M{place}", frequency="7")
        for place in range(len(others) + 1)
    ]
    assert judged(judge, past, *claims) == [("E14", f"A{len(others) - 1}", None, "hold")]


def test_the_word_of_another_payer_is_none_of_this(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130", payer_id="southgate")
    assert judged(judge, past, REPLACING) == []


@pytest.mark.parametrize(
    "sent", [{"number": "A1", "procedure": "90834"}, {"number": "OLD1"}], ids=["number", "service"]
)
def test_a_claim_is_known_by_its_number_or_its_service(
    judge: Judge, past: Past, sent: dict
) -> None:
    past.answer(past.sent(**sent), "denied", FOURTH, "MA130")
    assert judged(judge, past, REPLACING) == HELD


def test_a_claim_is_known_by_the_payer_s_number(judge: Judge, past: Past) -> None:
    past.answer("id-UNSEEN", "denied", FOURTH, "MA130", payer_claim_number="PCN-1")
    other = with_lines(Line(), number="A2", frequency="7", before=("REF*F8*PCN2",))
    assert judged(judge, past, REPLACING, other) == HELD


def test_what_went_out_since_has_followed_the_remark(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FOURTH, "MA130")
    past.sent("OLD2", known_on=FOURTH)
    assert judged(judge, past, REPLACING) == HELD
    past.sent("OLD3", known_on=FIFTH)
    assert judged(judge, past, REPLACING) == []


def test_a_claim_that_was_taken_back_as_asked_may_come_anew(judge: Judge, past: Past) -> None:
    past.answer(past.sent(), "denied", FIFTH, "N798")
    past.void("id-OLD1", FOURTH)
    assert judged(judge, past, ANEW) == HELD
    past.void("id-OLD1", SIXTH)
    assert judged(judge, past, ANEW) == []
    assert judged(judge, past, REPLACING) == HELD


def test_what_a_remark_wants_is_the_practice_s_to_say(
    judge: Judge, past: Past, home_rules: Callable[[str, str], None]
) -> None:
    home_rules(
        "remark_frequencies",
        "rarc_code,wanted_frequency,confidence,decided_on,reason\n"
        "N380,1,verified,2026-11-01,our carrier takes no 7\n",
    )
    past.answer(past.sent(), "denied", FOURTH, "N380")
    assert judged(judge, past, ANEW) == []
    assert judged(judge, past, REPLACING) == HELD


def test_without_a_warehouse_it_is_silent_and_says_so(judge: Judge) -> None:
    report = judge(REPLACING, only=["E14"])
    assert ("E14", "no run has published a warehouse yet") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]
