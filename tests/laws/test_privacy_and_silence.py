"""Nothing personal leaves the archive, and nothing odd goes unsaid: one run over a marked inbox."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import msoffcrypto
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from pipeline.practice import Home, init_home
from pipeline.rounds import deliver_week, postman_of
from tests.laws.building import Delivery
from tests.laws.canaries import BORN_ON, MARK, lists, planted
from tests.laws.conftest import Invented
from tests.posting import ENVIRONMENT, PostOffice, everything_in, opened, post_office

pytestmark = pytest.mark.slow
MARKS = (MARK, *BORN_ON)


@dataclass(frozen=True)
class Ran:
    home: Home
    week: dt.date
    console: str
    exit_code: int


@pytest.fixture(scope="module")
def ran(invented: Invented, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("marked")
    practice_id = invented.season.practice_id
    home = init_home(folder / "home", practice_id, invented.season.name)
    practice = home.practices[0]
    for name, text in invented.settings[practice_id].items():
        (practice.folder / name).write_text(text, "utf-8")
    week = invented.season.horizon_on - dt.timedelta(days=7)
    dates = ["path,received_on"]
    for each in map(planted, _odd(invented)):
        (practice.inbox / each.name).write_bytes(each.content)
        dates.append(f"inbox/{each.name},{each.received_on}")
    garbage = f"a letter about {MARK}, born {BORN_ON[1]}"
    (practice.inbox / f"{MARK} letter.txt").write_text(garbage, "utf-8")
    dates.append(f"inbox/{MARK} letter.txt,{week}")
    with zipfile.ZipFile(practice.inbox / f"{MARK} package.zip", "w") as package:
        package.writestr(f"{MARK} folder/{MARK} second letter.txt", f"{garbage}, again")
    dates.append(f"inbox/{MARK} package.zip,{week}")
    for name, content in lists(week).items():
        (practice.inbox / name).write_bytes(content)
        dates.append(f"inbox/{name},{week}")
    listed = practice.folder / "received.csv"
    listed.write_text("\n".join(dates), "utf-8")
    console, code = "", 0
    for words in (
        ["import", *map(str, practice.inbox.iterdir()), "--received-dates", str(listed)],
        ["run", "--week", str(week), "--as-of", str(invented.season.as_of_on)],
    ):
        done = _triage(home, words)
        console += done.stdout + done.stderr
        code = done.returncode
    for number in _denied(home, invented.season.as_of_on):
        made = _triage(home, ["kit", number, "--as-of", str(invented.season.as_of_on)])
        assert made.returncode == 0, made.stderr
    return Ran(Home.open(home.path), week, console, code)


def _denied(home: Home, day: dt.date) -> list[str]:
    """Return numbers of claims denied lately, each of another category."""
    newest = """
        select min_by(claim_number, (-opened_on.epoch(), claim_id)) from facts.fct_denials
        where opened_on <= $day and coalesce(closed_on > $day, true) and not is_noise
        group by category order by category limit 6
    """
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        return [number for (number,) in connection.execute(newest, {"day": day}).fetchall()]


def _odd(invented: Invented) -> list[Delivery]:
    """Return the season's files, the last remittance from a payer and with a code nobody knows."""
    week = invented.season.horizon_on - dt.timedelta(days=7)
    files = sorted(invented.deliveries, key=lambda each: (each.received_on, each.name))
    last = [
        each
        for each in files
        if each.received_on >= week and b"*835*" in each.content and b"CAS*CO*" in each.content
    ][-1]
    strange = last.content.replace(b"CAS*CO*45*", b"CAS*CO*9Z9*")
    strange = re.sub(rb"N1\*PR\*[^*~]*\*XV\*[^*~]*", b"N1*PR*FARAWAY MUTUAL*XV*FAR01", strange)
    strange = re.sub(rb"(TRN\*1\*[^*~]*\*)[^*~]*", rb"\g<1>1999999999", strange)
    return [replace(last, content=strange) if each is last else each for each in files]


def _triage(home: Home, words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *words],
        env=os.environ | {"TRIAGE_HOME": str(home.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_run_asks_for_a_person(ran: Ran) -> None:
    assert ran.exit_code == 3, ran.console


@pytest.mark.parametrize("mark", MARKS)
def test_no_file_beside_the_archive_holds_a_mark(mark: str, ran: Ran) -> None:
    hits = [
        str(path.relative_to(ran.home.path))
        for path in ran.home.path.rglob("*")
        if path.is_file()
        and not path.is_relative_to(ran.home.landing_folder)
        and path.parent.name != "inbox"
        and path.name != "received.csv"
        and (
            mark.lower() in path.name.lower() or mark.lower().encode() in path.read_bytes().lower()
        )
    ]
    assert hits == []


@pytest.mark.parametrize("mark", MARKS)
def test_no_table_holds_a_mark(mark: str, ran: Ran) -> None:
    with duckdb.connect(str(ran.home.published_file), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        assert len(tables) > 100
        for (table,) in tables:
            count = connection.execute(
                f"select count(*) from {table} as t "
                "where contains(lower(cast(t as varchar)), lower(?))",
                [mark],
            ).fetchone()
            assert count == (0,), table


def test_no_page_and_no_console_line_holds_a_mark(ran: Ran) -> None:
    text = ran.console + _pages(ran)
    assert not [mark for mark in MARKS if mark.lower() in text.lower()]


def test_no_mail_holds_a_mark_locked_lists_included(
    ran: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = _day_of_lists(ran.home)
    for name, value in (ENVIRONMENT | {"LIST_PASSWORD": LIST_PASSWORD}).items():
        monkeypatch.setenv(name, value)
    with post_office(tmp_path) as office:
        home = _with_a_reader(ran.home, office)
        done = _triage(home, ["deliver", "--week", str(ran.week)])
        assert done.returncode == 0, done.stdout + done.stderr
        deliver_week(home.practices[0], ran.week, day, postman_of(home))
    packet, lists = office.taken
    said = (everything_in(packet) + everything_in(lists)).lower()
    for part in (*opened(packet).iter_attachments(), *opened(lists).iter_attachments()):
        said += _text_of(part.get_filename() or "", part.get_content()).lower().encode()
    assert b"claim no." in said
    assert not [mark for mark in MARKS if mark.lower().encode() in said]
    assert not [mark for mark in MARKS if mark.lower() in (done.stdout + done.stderr).lower()]


def test_no_kit_holds_a_mark_a_diagnosis_or_a_name(ran: Ran) -> None:
    """The PDFs are read with the other pages; letters are packed, so they are opened here."""
    folder = ran.home.practices[0].kits_folder
    letters, papers = list(folder.glob("*.docx")), list(folder.glob("*-kit-*.pdf"))
    assert letters
    assert len(papers) == 6
    said = ""
    for path in letters:
        with zipfile.ZipFile(path) as parts:
            said += path.name + "".join(
                parts.read(name).decode("utf-8", "replace")
                for name in parts.namelist()
                if re.match(r"word/(document|footer|header|comments)|docProps/", name)
            )
    assert "[name]" in said
    assert not [mark for mark in MARKS if mark.lower() in said.lower()]
    with duckdb.connect(str(ran.home.published_file), read_only=True) as connection:
        numbers = connection.execute("select claim_number from facts.fct_denials").fetchall()
    names = " ".join(path.name for path in folder.iterdir())
    assert not [number for (number,) in numbers if number and number in names]
    # Diagnoses of a behavioral-health claim: the files that came hold them, no table does.
    assert not re.search(r"\bF\d\d(\.\d+)?\b", said + _pages(ran))


def test_the_archive_does_hold_them(ran: Ran) -> None:
    """The search can find a mark where there is one."""
    files = [path for path in ran.home.landing_folder.rglob("*") if path.is_file()]
    assert any(MARK.encode() in path.read_bytes() for path in files)


def test_the_packet_says_what_no_rule_knew(ran: Ran) -> None:
    text = _pages(ran)
    assert "9Z9" in text
    assert "FARAWAY MUTUAL" in text
    with duckdb.connect(str(ran.home.published_file), read_only=True) as connection:
        unread = connection.execute(
            "select count(*) from raw.files where outcome = 'quarantined'"
        ).fetchone()
        listed = connection.execute("select count(*) from raw.practice_export_rows").fetchone()
    # Both letters and the list without headings; of the other list a row and one that went astray.
    assert (unread, listed) == ((3,), (2,))


def _pages(ran: Ran) -> str:
    pdfs = list(ran.home.path.rglob("*.pdf"))
    kept = [path for path in pdfs if not path.is_relative_to(ran.home.landing_folder)]
    assert len(kept) >= 2
    read = [pypdf.PdfReader(io.BytesIO(path.read_bytes())) for path in kept]
    return "\n".join(page.extract_text() for reader in read for page in reader.pages)


READER = """
[[recipients]]
address = "manager@riverbend.example"
roles = ["billing_manager"]
lists = "encrypted"
list_password = { env = "LIST_PASSWORD" }
"""
LIST_PASSWORD = "correct horse battery"


def _with_a_reader(home: Home, office: PostOffice) -> Home:
    settings = home.path / "home.toml"
    settings.write_text(settings.read_text("utf-8").partition("[mail]")[0] + office.toml(), "utf-8")
    with home.practices[0].settings_file.open("a", encoding="utf-8") as file:
        file.write(READER)
    return Home.open(home.path)


def _day_of_lists(home: Home) -> dt.date:
    (paper,) = home.practices[0].worklists_folder.glob("*-worklists.pdf")
    return dt.date.fromisoformat(paper.name[:10])


def _text_of(name: str, content: bytes) -> str:
    """Return what stands in an attachment, unlocked where it is locked."""
    if name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt(LIST_PASSWORD)
        return "\n".join(page.extract_text() for page in reader.pages)
    book, made = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    book.load_key(password=LIST_PASSWORD)
    book.decrypt(made)
    read = CalamineWorkbook.from_filelike(io.BytesIO(made.getvalue()))
    return str([read.get_sheet_by_name(each).to_python() for each in read.sheet_names])
