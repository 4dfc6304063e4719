"""Page 4: what the page says of checks that were adopted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.packet import AdoptedEdit
from reports.render import summary_html
from reports.views.causes import causes_page
from reports.views.edits import EditRow, edit_rows
from tests.reports.invented import weeks
from tests.reports.invented.edits import NEW, STOPPED, TOO_GRAVE, adopted_in_a_group

HEADING = "Checks we adopted"


def row(edit: AdoptedEdit) -> EditRow:
    (made,) = edit_rows(replace(weeks.group(), edits=(edit,))).rows
    return made


def test_a_practice_that_adopted_none_has_no_table_and_all_its_causes() -> None:
    packet = weeks.group()
    assert HEADING not in summary_html(packet)
    assert (edit_rows(packet).rows, edit_rows(packet).height) == ((), 0.0)
    adopted = causes_page(adopted_in_a_group())
    assert len(adopted.causes) < len(causes_page(packet).causes)
    cut = len(packet.causes) - len(adopted.causes)
    assert adopted.more.startswith(f"and {cut} more causes, $")


def test_what_is_cut_is_counted() -> None:
    packet = adopted_in_a_group()
    page = edit_rows(packet)
    assert page.more == f"and {len(packet.edits) - len(page.rows)} more check adopted."
    assert [one.title for one in page.rows] == [one.title for one in packet.edits[:3]]
    assert HEADING in summary_html(packet)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (STOPPED, "14: 11 mended, 2 sent anyway (1 paid, 1 denied)"),
        (NEW, "None yet"),
        (replace(NEW, told_count=3), "3"),
        (replace(NEW, told_count=1200, mended_count=1100), "1,200: 1,100 mended"),
        (replace(NEW, told_count=3, sent_anyway_count=1), "3: 1 sent anyway"),
    ],
)
def test_claims_told_of_add_up(edit: AdoptedEdit, told: str) -> None:
    assert row(edit).told == told


@pytest.mark.parametrize(
    ("edit", "denied"),
    [
        (STOPPED, "1 client where 7.4 were usual"),
        (TOO_GRAVE, "6 clients where 6.1 were usual; 2 claims it did not see"),
        (NEW, "1 client; 1 claim it did not see"),
        (replace(STOPPED, client_count=0, usual_count=Decimal("3.0")),
         "0 clients where 3 were usual"),
        (replace(STOPPED, usual_count=Decimal("9.9")), "1 client where 9.9 were usual"),
        (replace(STOPPED, usual_count=Decimal("10.4")), "1 client where 10 were usual"),
    ],
)  # fmt: skip
def test_denied_since_stands_beside_the_usual(edit: AdoptedEdit, denied: str) -> None:
    assert row(edit).denied == denied


def test_what_the_meeting_is_asked_is_said() -> None:
    assert row(STOPPED).asks == ""
    assert row(TOO_GRAVE).asks == (
        "Most of the last sent anyway were paid: make it less grave. Review was due on Nov 16."
    )
    assert row(replace(TOO_GRAVE, is_too_grave=False)).asks == "Review was due on Nov 16."


def test_an_owner_is_named_by_initials_else_by_role_and_by_one_person_not_at_all() -> None:
    assert row(STOPPED).role == "JS"
    assert row(NEW).role == "Authorization and utilization review"
    (alone,) = edit_rows(replace(weeks.solo(), edits=(STOPPED,))).rows
    assert alone.role == ""


def test_the_word_is_that_of_the_verdict() -> None:
    words = [row(replace(NEW, verdict=one)).verdict for one in ("too_early", "too_few")]
    assert words == ["Too early to judge.", "Too few to judge."]
    assert (row(STOPPED).verdict, row(TOO_GRAVE).verdict) == ("Stopped.", "Not stopped.")
