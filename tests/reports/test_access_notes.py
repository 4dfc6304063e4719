"""The foot of each page says who may see it, on one line, and of claim rows what to do after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weasyprint.formatting_structure import boxes

from reports.other_readers import company_html, outside_html
from reports.render import laid_out, summary_html, worklists_html
from reports.workbook.notices import NOTICE
from tests.reports.invented import weeks
from tests.reports.invented.companies import company
from tests.reports.invented.worklists import worklists
from tests.reports.pages import running_words
from tests.reports.test_html import words

KEPT = "Protected health information: billing only. Do not leave out or mail unlocked."
DOCUMENTS = {
    "summary": (summary_html(weeks.group()), "For staff of the practice"),
    "outside": (outside_html(weeks.group()), "For readers the practice chose"),
    "company": (company_html(company(3)), "For staff of the company"),
    "worklists": (worklists_html(worklists()), f"{KEPT} Shred after Dec 21, 2026"),
}
PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_says_who_may_see_it_on_one_line(name: str) -> None:
    html, note = DOCUMENTS[name]
    for page in laid_out(html).pages:
        assert note in running_words(page)
        feet = [
            each
            for each in page._page_box.children
            if isinstance(each, boxes.MarginBox) and each.at_keyword == "@bottom-left"
        ]
        lines = [x for foot in feet for x in foot.descendants() if isinstance(x, boxes.LineBox)]
        assert len(lines) == 1


def test_a_list_that_shows_protected_rows_carries_the_federal_sentence() -> None:
    assert PART_2 in words(worklists_html(replace(worklists(), shows_part2=True)))
    hidden = words(worklists_html(worklists()))
    assert PART_2 not in hidden
    assert "42 CFR Part 2 where it applies, limit further disclosure" in hidden


def test_a_workbook_s_foot_fits_what_a_sheet_takes() -> None:
    assert NOTICE.startswith("Protected health information: billing only.")
    # Excel cuts a foot at 255 characters; the date and the page's number are in it too.
    assert len(NOTICE.format("September 30, 2026")) + len("&L&8&R&8&P of &N") <= 255
