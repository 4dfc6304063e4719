"""What leaves the house: who gets what, locked how, and what stands in the open."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import Any

import msoffcrypto
import pikepdf
import pypdf
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from python_calamine import CalamineError, CalamineWorkbook

from pipeline.delivery import list_books, lists_paper
from pipeline.mailing import NOT_THERE, TOO_SHORT
from pipeline.parcels import NO_PASSWORD
from pipeline.practice import SettingsError
from pipeline.resources.locked_files import SHORTEST_PASSWORD, locked
from pipeline.resources.receipts import SENT, WITHHELD
from pipeline.rounds import deliver_week
from tests.delivery.conftest import (
    BILLER,
    DAY,
    LIST_PASSWORD,
    MANAGER,
    WEEK,
    WITH_LISTS,
    Desk,
)
from tests.posting import everything_in, opened
from tests.reports.invented.worklists import worklists

# Beside its lock a workbook says how many rounds its key took.
ROUNDS = "100000"
CLAIMS = {
    row.claim_number for one in worklists().lists for group in one.groups for row in group.rows
} - {ROUNDS}


def attachments(raw: bytes) -> dict[str, bytes]:
    """Return the files of a message by their names."""
    return {
        part.get_filename() or "": bytes(part.get_payload(decode=True) or b"")  # pyright: ignore[reportArgumentType]
        for part in opened(raw).iter_attachments()
    }


def pages(content: bytes, password: str | None = None) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(content), password=password)
    return [page.extract_text() for page in reader.pages]


def unlocked(content: bytes, password: str) -> bytes:
    book, made = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    book.load_key(password=password)
    book.decrypt(made)
    return made.getvalue()


def cells(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[Any] = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return sheets


@pytest.fixture
def with_lists(desk: Desk) -> Desk:
    desk.readers(WITH_LISTS)
    desk.print_week()
    desk.print_lists()
    return desk


def lists_to(desk: Desk, address: str) -> bytes:
    (raw,) = [raw for raw in desk.to(address) if b"worklists" in raw.partition(b"\r\n\r\n")[0]]
    return raw


def test_a_role_gets_its_list_and_the_manager_all(with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    books = [book.name for book in list_books(with_lists.practice, DAY)]
    assert len(books) >= 4
    assert list(attachments(lists_to(with_lists, BILLER))) == ["2026-11-23-claims_biller.xlsx"]
    assert list(attachments(lists_to(with_lists, MANAGER))) == [
        "2026-11-23-worklists.pdf",
        *books,
    ]


def test_lists_open_with_the_password_as_they_were_written(with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    for name, content in attachments(lists_to(with_lists, MANAGER)).items():
        written = (with_lists.practice.worklists_folder / name).read_bytes()
        if name.endswith(".pdf"):
            assert pages(content, LIST_PASSWORD) == pages(written)
            with pikepdf.open(io.BytesIO(content), password=LIST_PASSWORD) as pdf:
                assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
                assert pdf.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
                assert not pdf.owner_password_matched
        else:
            assert unlocked(content, LIST_PASSWORD) == written
            assert cells(unlocked(content, LIST_PASSWORD)) == cells(written)


@pytest.mark.parametrize("password", ["", "another horse battery", LIST_PASSWORD.upper()])
def test_lists_do_not_open_without_it(password: str, with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    for name, content in attachments(lists_to(with_lists, MANAGER)).items():
        if name.endswith(".pdf"):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(io.BytesIO(content), password=password)
        else:
            with pytest.raises((CalamineError, OSError)):
                cells(content)
            if password:
                with pytest.raises(InvalidKeyError):
                    unlocked(content, password)


def test_a_workbook_is_locked_with_aes_256() -> None:
    content = locked("a.xlsx", _a_workbook(), LIST_PASSWORD)
    assert b'keyBits="256"' in content
    assert b'cipherAlgorithm="AES"' in content
    assert b'hashAlgorithm="SHA512"' in content


def test_no_claim_stands_in_any_byte_of_a_mail(with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert len(with_lists.office.taken) == 3
    said = b"\n".join(map(everything_in, with_lists.office.taken))
    assert len(CLAIMS) > 100
    assert not [claim for claim in CLAIMS if re.search(rb"\b%b\b" % claim.encode(), said)]
    # The search finds them where they are: in the workbook that was locked.
    content = attachments(lists_to(with_lists, BILLER))["2026-11-23-claims_biller.xlsx"]
    found = {str(cell) for sheet in cells(unlocked(content, LIST_PASSWORD)) for row in sheet
             for cell in row}  # fmt: skip
    assert found & CLAIMS


def test_no_plain_copy_is_written_anywhere(
    with_lists: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a temporary file would need is taken away, and the lists go out all the same."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    made: list[str] = []
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: made.append("one") or iter(()))
    before = {path for path in with_lists.path.rglob("*") if path.is_file()}
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    new = {path for path in with_lists.path.rglob("*") if path.is_file()} - before
    assert (made, list(scratch.iterdir())) == ([], [])
    assert {path.parts[len(with_lists.path.parts)] for path in new} == {"deliveries"}


@pytest.mark.parametrize(
    ("secret", "words"),
    [(None, NOT_THERE), ("", NOT_THERE), ("x" * (SHORTEST_PASSWORD - 1), TOO_SHORT)],
)
def test_without_a_good_password_no_list_is_attached(
    secret: str | None, words: str, with_lists: Desk
) -> None:
    del with_lists.secrets["LIST_PASSWORD"]
    with_lists.secrets |= {} if secret is None else {"LIST_PASSWORD": secret}
    receipts = deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert [(each.kind, each.state) for each in receipts] == [
        ("packet", SENT),
        ("lists", WITHHELD),
        ("lists", WITHHELD),
    ]
    assert {each.words for each in receipts[1:]} == {words}
    assert [list(attachments(raw)) for raw in with_lists.office.taken] == [
        ["2026-11-16-summary.pdf"]
    ]
    # Once it is there they go out.
    with_lists.secrets["LIST_PASSWORD"] = "x" * SHORTEST_PASSWORD
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert with_lists.states()["lists", BILLER] == [SENT]


def test_a_reader_whose_settings_name_no_password_gets_no_list(with_lists: Desk) -> None:
    line = '\nlist_password = { env = "LIST_PASSWORD" }'
    with_lists.readers(WITH_LISTS.replace(line, ""))
    receipts = deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert {each.words for each in receipts if each.kind == "lists"} == {NO_PASSWORD}
    assert len(with_lists.office.taken) == 1


def test_lists_are_not_attached_unless_asked_for(with_lists: Desk) -> None:
    with_lists.readers(WITH_LISTS.replace('lists = "encrypted"', 'lists = "none"'))
    receipts = deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert [each.kind for each in receipts] == ["packet"]


def test_a_list_somebody_filled_in_is_not_mailed(with_lists: Desk) -> None:
    (book,) = [each for each in list_books(with_lists.practice, DAY) if "biller" in each.name]
    book.write_bytes(book.read_bytes() + b"a note about somebody")
    assert book not in list_books(with_lists.practice, DAY)
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert with_lists.to(BILLER) == []
    # The next run writes a fresh one beside it, and that one goes.
    with_lists.print_lists()
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    assert list(attachments(lists_to(with_lists, BILLER))) == ["2026-11-23-claims_biller-2.xlsx"]


def test_subject_and_text_are_fixed_sentences_with_a_name_and_a_date(with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    told = {}
    for message in with_lists.office.mails:
        body = message.get_body()
        assert body is not None
        told[str(message["Subject"]).strip()] = body.get_content().splitlines()[0]
    assert told == {
        "Larkspur Counseling: denial packet, week of November 16, 2026": "Larkspur Counseling: the "
        "denial packet for the week of November 16, 2026 is attached.",
        "Larkspur Counseling: worklists, November 23, 2026": "Larkspur Counseling: the worklists "
        "of November 23, 2026 are attached.",
    }
    texts = [message.get_body() for message in with_lists.office.mails]
    digits = set(re.findall(r"\d+", " ".join(text.get_content() for text in texts if text)))
    # A week, a day, a year, and the number of a federal rule: no count, no amount.
    assert digits == {"16", "23", "2026", "42", "2"}


def test_a_name_cannot_smuggle_in_a_header(desk: Desk) -> None:
    settings = desk.practice.settings_file
    text = settings.read_text().replace("Larkspur Counseling", "Larkspur\\nBcc: a@b.example")
    settings.write_text(text)
    desk.print_week()
    deliver_week(desk.practice, WEEK, None, desk.postman())
    assert len(desk.office.taken) == 2
    assert all(each["Bcc"] is None for each in desk.office.mails)


@pytest.mark.parametrize(
    ("readers", "word"),
    [
        ('\n[[recipients]]\naddress = "a@b.example, c@d.example"\n', "one e-mail address"),
        ('\n[[recipients]]\naddress = "a@b.example\\nBcc: c@d.example"\n', "one e-mail address"),
        ('\n[[recipients]]\naddress = ""\n', "not what it should be"),
        ('\n[[recipients]]\naddress = "a@b.example"\nlists = "encrypted"\n', "holds no role"),
        (
            '\n[[recipients]]\naddress = "a@b.example"\npacket = "outside"\n'
            'roles = ["claims_biller"]\nlists = "encrypted"\n',
            "reader outside",
        ),
        ('\n[[recipients]]\naddress = "a@b.example"\n' * 2, "earlier table of recipients"),
    ],
)
def test_readers_that_contradict_themselves_are_refused(
    readers: str, word: str, desk: Desk
) -> None:
    file = desk.practice.settings_file
    desk.readers(readers)
    with pytest.raises(SettingsError) as error:
        _ = desk.home
    assert word in str(error.value)
    assert f"{file}, line" in str(error.value)
    assert "b.example" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('from_address = "packets@billing.example"', "", "no from_address"),
        ('user = "packets"', "", "both or neither"),
        ('host = "localhost"', 'host = "mail.example"\nsecurity = "none"', "in the clear"),
    ],
)
def test_a_server_that_would_not_do_is_refused(old: str, new: str, word: str, desk: Desk) -> None:
    file = desk.path / "home.toml"
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(SettingsError) as error:
        _ = desk.home
    assert word in str(error.value)
    assert "mail.example" not in str(error.value)


def test_files_of_other_kinds_and_short_passwords_lock_nothing() -> None:
    with pytest.raises(ValueError, match="kind"):
        locked("a.html", b"<p>", LIST_PASSWORD)
    with pytest.raises(ValueError, match="short"):
        locked("a.xlsx", _a_workbook(), "x" * (SHORTEST_PASSWORD - 1))


def test_the_paper_of_all_lists_is_the_manager_s_alone(with_lists: Desk) -> None:
    deliver_week(with_lists.practice, WEEK, DAY, with_lists.postman())
    name = lists_paper(with_lists.practice, DAY).name
    assert name in attachments(lists_to(with_lists, MANAGER))
    assert name not in attachments(lists_to(with_lists, BILLER))


def _a_workbook() -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "a cell")
    return made.getvalue()
