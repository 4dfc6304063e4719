"""A kit: its deadline to the day, what a page must say and never says, and letters to finish."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from reports.kits import deadline, kits_html
from reports.letter_document import letter_document
from reports.letters import OPEN, PART2_NOTICE, FilledLetter, Grid, letters_of
from reports.packet import ClaimKits, Kit, KitLimits, LetterPart, PacketError
from reports.renderings import kit_renderings
from tests.reports.invented import kits
from tests.reports.invented.kits import KITS, TODAY
from tests.reports.pages import document, reader

DAY = dt.timedelta(days=1)
NEVER = (
    "therapy note", "odds", "likely back", "chance of", "bill the client", "necessary because",
)  # fmt: skip


def text_of(name: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader(name).pages).split())


def limits(refile: dt.date | None, appeal: dt.date | None) -> KitLimits:
    return replace(kits.LIMITS, refile_by_on=refile, appeal_by_on=appeal)


@pytest.mark.parametrize(
    ("refile", "appeal", "last_day", "left", "is_near"),
    [
        (TODAY + 30 * DAY, TODAY + 15 * DAY, "Dec 10, 2026", "15 days left", False),
        (TODAY + 14 * DAY, TODAY + 15 * DAY, "Dec 9, 2026", "14 days left", True),
        (TODAY + DAY, None, "Nov 26, 2026", "1 day left", True),
        (TODAY, TODAY + DAY, "Nov 25, 2026", "today", True),
        (TODAY - DAY, TODAY + DAY, "Nov 26, 2026", "1 day left", True),
        (TODAY - 9 * DAY, TODAY - DAY, "Nov 24, 2026", "passed", True),
        (None, TODAY - DAY, "Nov 24, 2026", "passed", True),
    ],
)
def test_the_earlier_limit_that_has_not_passed_is_the_last_day(
    refile: dt.date | None, appeal: dt.date | None, last_day: str, left: str, is_near: bool
) -> None:
    told = deadline(limits(refile, appeal), TODAY)
    assert (told.last_day, told.left, told.is_near) == (last_day, left, is_near)


def test_both_limits_are_told_and_which_has_passed() -> None:
    told = deadline(limits(TODAY - DAY, TODAY + DAY), TODAY)
    assert told.sentence == "Claim by Nov 24, 2026 (passed). Appeal by Nov 26, 2026."
    assert "Too late" not in told.sentence
    late = deadline(limits(TODAY - DAY, TODAY - DAY), TODAY)
    assert late.sentence.endswith("ask the payer whether it takes it for good cause.")


def test_the_source_of_a_deadline_is_named() -> None:
    source = deadline(kits.LIMITS, TODAY).source
    assert source == (
        "Rule home:deadline:anchor (Anchor contract of 2026), decided Nov 24, 2026."
        " Your contract stands above it."
    )
    sure = deadline(replace(kits.LIMITS, confidence="low"), TODAY).source
    assert "; sureness: low." in sure


def test_no_limit_known_is_said() -> None:
    assert deadline(limits(None, None), TODAY).sentence == "No last day is known: ask the payer."
    assert "No last day is known" in text_of("a kit without facts")


def test_a_passed_deadline_still_gets_its_kit_and_says_so() -> None:
    text = text_of("late kits")
    assert "passed" in text
    assert "Too late by these rules" in text
    assert "Proof of timely filing" in text


@pytest.mark.parametrize("name", KITS)
def test_every_kit_is_one_page(name: str) -> None:
    pages = [page.extract_text() for page in reader(name).pages]
    count = sum(len(claim.kits) for claim in KITS[name]().claims)
    assert sum("Proof of sending" in page for page in pages) == count
    assert sum("Sent on" in page and "Reference or tracking" in page for page in pages) == count
    for page in pages:
        assert ("Proof of sending" in page) == ("Reference or tracking" in page)


def test_a_kit_with_much_to_say_gives_up_air_and_then_lines() -> None:
    assert "kit snug" not in kits_html(KITS["a kit"]())
    assert "kit snug" in kits_html(KITS["a full kit"]())
    many = replace(kits.corrected(), lines=tuple(map(kits.line, range(1, 7))))
    assert "more line" not in kits_html(kits.book(kits.claim(kits=(many,))))
    more = replace(many, lines=(*many.lines, kits.line(7)))
    assert "and 1 more line, $185.00" in kits_html(kits.book(kits.claim(kits=(more,))))


@pytest.mark.parametrize("name", KITS)
def test_every_kit_says_that_psychotherapy_notes_are_never_attached(name: str) -> None:
    for page in reader(name).pages:
        text = " ".join(page.extract_text().split())
        if "Proof of sending" in text:
            assert "Psychotherapy notes are never attached (45 CFR 164.501)" in text
            assert "progress note means the note in the record" in text
            assert "Nothing here has been sent." in text


@pytest.mark.parametrize("name", KITS)
def test_no_page_says_what_only_a_person_may(name: str) -> None:
    text = text_of(name).lower().replace("psychotherapy notes are never attached", "")
    assert [word for word in NEVER if word in text] == []
    assert "%" not in text


@pytest.mark.parametrize("name", KITS)
def test_the_notice_of_part_2_stands_where_it_covers_a_claim_and_nowhere_else(name: str) -> None:
    covered = any(claim.is_part2 for claim in KITS[name]().claims)
    assert (PART2_NOTICE in text_of(name)) == covered
    assert ("42 CFR" in text_of(name)) == covered


def test_a_protected_claim_s_letter_carries_notice_and_consent() -> None:
    claim = kits.claim(is_part2=True, kits=(kits.appealed(),))
    (letter,) = letters_of(claim, "Riverbend")
    assert letter.notice == PART2_NOTICE
    text = words_of(letter)
    assert text.count(PART2_NOTICE) == 1
    assert "Copy of the client\N{RIGHT SINGLE QUOTATION MARK}s consent" in text
    (open_one,) = letters_of(replace(claim, is_part2=False), "Riverbend")
    assert "42 CFR" not in words_of(open_one)
    assert "consent" not in words_of(open_one)


def test_a_corrected_claim_names_frequency_and_the_payer_s_number() -> None:
    text = text_of("a kit")
    assert "7 in CLM05-3" in text
    assert "26321A00417 in loop 2300" in text
    missing = text_of("a kit without facts")
    assert "Not on file. Take it from the payer\N{RIGHT SINGLE QUOTATION MARK}s portal" in missing


def test_an_appeal_sends_no_claim_and_attaches() -> None:
    text = text_of("a part 2 kit")
    assert "(no claim goes out)" in text
    assert "Documents to attach" in text
    assert "Documents to have at hand, not to send unasked" in text_of("a kit")


def test_a_new_claim_goes_without_the_payer_s_number() -> None:
    fresh = replace(kits.corrected(), frequency_code="1", is_number_wanted=False)
    html = kits_html(kits.book(kits.claim(kits=(fresh,))))
    assert "</b> in CLM05-3, without REF*F8" in html
    assert "26321A00417" not in html


def test_several_kits_that_send_a_claim_send_it_once() -> None:
    two = (kits.corrected(), replace(kits.corrected(), reason="Other"))
    html = kits_html(kits.book(kits.claim(kits=two)))
    assert html.count("2 kits of this claim send it again") == 2
    assert len(letters_of(kits.claim(kits=two), "Riverbend")) == 1
    assert "send it once" not in kits_html(KITS["several kits"]())


def test_lines_that_do_not_fit_are_counted_and_all_stand_in_the_letter() -> None:
    text = text_of("a full kit")
    assert re.search(r"and \d+ more lines, \$[\d,]+\.00: in the letter", text)
    letter = words_of(letters_of(kits.full().claims[0], "Riverbend")[0])
    assert len(re.findall(r"90837 95", letter)) == 44


def test_a_kit_without_a_line_is_refused() -> None:
    with pytest.raises(PacketError, match="without a denied line"):
        replace(kits.corrected(), lines=())


def test_the_contents_list_every_claim_with_its_nearest_day() -> None:
    text = " ".join(reader("a book of kits").pages[0].extract_text().split())
    assert all(f"RB{number} " in text for number in range(20))
    assert text.count("Dec 5, 2026") == 20
    assert "and 7 more claims on the lists" in text
    assert len(document("a book of kits").pages) == 41
    assert "Contents" not in text_of("a kit")


# Letters


def words_of(letter: FilledLetter) -> str:
    made = Document(BytesIO(letter_document(letter, TODAY)))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in made.paragraphs), *cells])


def letter_of(*parts: LetterPart, **changes: object) -> FilledLetter:
    letter = replace(kits.NOTE, parts=parts)
    kit = replace(kits.corrected(), letter=letter, **changes)  # type: ignore[arg-type]
    return letters_of(kits.claim(kits=(kit,)), "Riverbend")[0]


def test_what_the_warehouse_does_not_hold_is_left_open() -> None:
    text = words_of(letters_of(kits.claim(), "Riverbend")[0])
    for place in ("[name]", "[date]", "[number]", "[signature]", "[as it was]", "[as it is now]"):
        assert place in text
    assert "RB258038" in text
    assert "$185.00" in text


def test_an_open_place_is_marked_and_a_fact_is_not() -> None:
    made = Document(BytesIO(letter_document(letters_of(kits.claim(), "Riverbend")[0], TODAY)))
    runs = [run for line in made.paragraphs for run in line.runs]
    assert runs
    for run in runs:
        is_open = bool(OPEN.fullmatch(run.text))
        assert (run.font.highlight_color is not None) == is_open, run.text


def test_facts_are_filled_in_and_an_unknown_one_is_refused() -> None:
    letter = letter_of(LetterPart("paragraph", "On {denied_on}: {reason_code}, {route}. {ask}"))
    assert (
        "On Nov 16, 2026: CO-197, corrected claim. This claim replaces the one you answered on "
        "Nov 16, 2026." in words_of(letter)
    )
    with pytest.raises(PacketError, match="1 facts that no claim has"):
        letter_of(LetterPart("paragraph", "{diagnosis}"))


def test_a_number_nobody_told_is_asked_for() -> None:
    letter = letter_of(LetterPart("claim", ""), payer_claim_number="")
    assert (
        "[payer\N{RIGHT SINGLE QUOTATION MARK}s claim number: on its portal or remittance]"
        in words_of(letter)
    )


def test_another_payer_s_name_is_left_open() -> None:
    letter = letter_of(LetterPart("claim", ""), is_for_other_payer=True)
    assert letter.to[1] == "[name of the plan that is asked now]"


def test_proof_of_filing_shows_acceptances_or_says_that_there_is_none() -> None:
    proven, unproven = (letters_of(claim, "Riverbend")[0] for claim in kits.late().claims)
    assert "Nov 2, 2026" in words_of(proven)
    assert "A2:20:PR" in words_of(proven)
    assert "[No 277CA acceptance of this claim by the payer is on file here." in words_of(unproven)
    assert "clearinghouse, not by the payer" not in words_of(proven) + words_of(unproven)


def test_what_the_clearinghouse_accepted_is_told_to_who_signs_and_proves_nothing() -> None:
    told = "[Take this out. By the clearinghouse, not by the payer; payers do not count it: Nov 3, "
    proven, unproven = (
        letters_of(replace(claim, relayed=(kits.RELAYED,)), "Riverbend")[0]
        for claim in kits.late().claims
    )
    for letter in (proven, unproven):
        assert f"{told}2026 (A2:20)." in words_of(letter)
    (grid,) = [one for one in proven.blocks if isinstance(one, Grid) and "277CA" in one.title]
    assert [row[0] for row in grid.rows] == ["Nov 2, 2026"]
    assert "[No 277CA acceptance of this claim by the payer is on file here." in words_of(unproven)


def test_lines_that_go_the_same_way_share_a_letter_and_others_do_not() -> None:
    again = replace(kits.appealed(), denied_on=TODAY)
    claim = kits.claim(kits=(kits.appealed(), again, kits.corrected()))
    names = [letter.name for letter in letters_of(claim, "Riverbend")]
    assert names == [
        "primary-cover-letter", "primary-cover-letter-2", "primary-corrected-claim-note",
    ]  # fmt: skip


def test_the_same_kits_give_the_same_bytes() -> None:
    one, two = (kit_renderings(KITS["several kits"]()) for _ in range(2))
    assert one == two
    assert set(one.letters) == {
        "3f0a91c2-secondary-cover-letter", "3f0a91c2-secondary-corrected-claim-note",
    }  # fmt: skip


def test_a_letter_s_file_tells_nothing_of_the_machine_and_reads_as_a_document() -> None:
    made = Document(BytesIO(letter_document(letters_of(kits.claim(), "Riverbend")[0], TODAY)))
    told = made.core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("Riverbend", "", "")
    assert told.created == told.modified == dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    assert told.title == "Note on a corrected claim"
    assert [line.text for line in made.paragraphs if line.style.name == "Heading 1"]  # type: ignore[union-attr]
    heads = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in made.tables]
    assert [bool(head) for head in heads] == [False, True, True]


@pytest.mark.parametrize("odd", ["\x00\x0b<b>&", "株式会社", "\u202eevil", "سارة"])
def test_odd_letters_of_files_break_neither_page_nor_letter(odd: str) -> None:
    kit = replace(kits.corrected(), payer_claim_number=odd, reason=odd)
    book = kits.book(kits.claim(claim_number=odd, payer=odd, kits=(kit,)))
    made = kit_renderings(book)
    assert made.paper.startswith(b"%PDF")
    assert all(Document(BytesIO(content)).paragraphs for content in made.letters.values())


@pytest.mark.parametrize(
    "change", [lambda kit: replace(kit, waits="sent again, since Nov 20, 2026"), lambda kit: kit]
)
def test_a_denial_that_waits_says_so(change: Callable[[Kit], Kit]) -> None:
    kit = change(kits.corrected())
    html = kits_html(kits.book(kits.claim(kits=(kit,))))
    assert ("Wait: sent again, since Nov 20, 2026." in html) == bool(kit.waits)


def test_amounts_stay_exact() -> None:
    line = replace(kits.line(), charge_usd=Decimal("0.05"), denied_usd=Decimal("0.01"))
    claim: ClaimKits = kits.claim(kits=(replace(kits.corrected(), lines=(line,)),))
    html = kits_html(kits.book(claim))
    assert "denied $0.01" in html
    assert "$0.05" in html
