"""A practice's fee schedule and roster: which rows stand, and how each mistake is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, SettingsError, check_home
from pipeline.practice.contracts import Contracts, Enrollment, Fee, Period, read_contracts

Read = Callable[[str, str], tuple[Contracts, list[Problem]]]

FEES, ROSTER = "fee_schedule.csv", "credentialing.csv"
FEE_HEAD = "payer_id,procedure_code,modifiers,allowed_usd,per,from_on,through_on\n"
ROSTER_HEAD = "npi,location_id,payer_id,state,from_on,through_on\n"
FEE = "acme,90837,,142.50,unit,2026-01-01,2026-12-31\n"
PERSON = "1000000004,,acme,OH,2026-03-01,\n"
SETTINGS = (
    '\n[[payers]]\nid = "acme"\nname = "Acme"\n\n[[payers]]\nid = "zenith"\nname = "Zenith"\n'
    '\n[[clinicians]]\nnpi = "1000000004"\ninitials = "AB"\n'
    '\n[[locations]]\nid = "main"\nname = "Main"\n'
)


@pytest.fixture
def home(home: Home) -> Home:
    with home.practices[0].settings_file.open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return Home.open(home.path)


@pytest.fixture
def folder(home: Home) -> Path:
    return home.practices[0].contracts_folder


@pytest.fixture
def read(home: Home, folder: Path) -> Read:
    """Return what one file, written as people write it, is read as, and its problems."""

    def contracts(name: str, text: str) -> tuple[Contracts, list[Problem]]:
        (folder / name).write_text(text, encoding="utf-8")
        return read_contracts(folder, home.practices[0].settings)

    return contracts


def fees(read: Read, text: str) -> tuple[Fee, ...]:
    found, problems = read(FEES, text)
    assert problems == []
    return found.fees


def enrollments(read: Read, text: str) -> tuple[Enrollment, ...]:
    found, problems = read(ROSTER, text)
    assert problems == []
    return found.enrollments


def days(first: str, last: str | None = None) -> Period:
    return Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last) if last else None)


def test_a_fee_is_of_a_payer_and_a_service_for_some_days(read: Read) -> None:
    (fee,) = fees(read, FEE_HEAD + FEE)
    period = days("2026-01-01", "2026-12-31")
    assert fee == Fee("acme", "90837", "", Decimal("142.50"), "unit", period)


def test_columns_nobody_needs_may_be_left_out(read: Read) -> None:
    (fee,) = fees(read, "payer_id,procedure_code,allowed_usd,from_on\nacme,90837,142,2026-01-01\n")
    assert fee == Fee("acme", "90837", "", Decimal(142), "unit", days("2026-01-01"))
    (one,) = enrollments(read, "npi,payer_id,from_on\n1000000004,acme,2026-03-01\n")
    assert one == Enrollment("clinician", "1000000004", "acme", "", days("2026-03-01"))
    (one,) = enrollments(read, "location_id,payer_id,from_on\nmain,acme,2026-03-01\n")
    assert one == Enrollment("location", "main", "acme", "", days("2026-03-01"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HO", "HO"),
        ("ho:95", "95:HO"),
        ("HO 95", "95:HO"),
        ('"HO, 95"', "95:HO"),
        ("HO/95", "95:HO"),
        ("95:GT:HO:U1", "95:GT:HO:U1"),
    ],
)
def test_modifiers_are_a_set_however_they_are_written(read: Read, written: str, meant: str) -> None:
    (fee,) = fees(read, f"{FEE_HEAD}acme,90837,{written},1,,2026-01-01,\n")
    assert fee.modifiers == meant


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("procedure_code", "h0015"),
        ("procedure_code", "0905"),
        ("allowed_usd", "0"),
        ("allowed_usd", "0.01"),
        ("allowed_usd", "120.5"),
        ("allowed_usd", "9999999.99"),
        ("per", "Line"),
        ("through_on", "2026-01-01"),
        ("through_on", "2100-12-31"),
    ],
)
def test_a_cell_on_its_bound_is_sound(read: Read, column: str, cell: str) -> None:
    assert len(fees(read, FEE_HEAD + fee_line(column, cell))) == 1


def fee_line(column: str, cell: str) -> str:
    return line_of(FEE_HEAD, FEE, column, cell)


def line_of(head: str, line: str, column: str, cell: str) -> str:
    """A line with one cell another one."""
    cells = line.rstrip("\n").split(",")
    cells[head.rstrip("\n").split(",").index(column)] = cell
    return ",".join(cells) + "\n"


@pytest.mark.parametrize(
    ("column", "cell", "remedy"),
    [
        ("payer_id", "Acme", "acme, zenith"),
        ("payer_id", "", "acme, zenith"),
        ("procedure_code", "908A", "90837"),
        ("procedure_code", "905", "0905"),
        ("procedure_code", "90837HO", "five letters"),
        ("procedure_code", "", "five letters"),
        ("modifiers", "HO:HO", "HO:95"),
        ("modifiers", "H", "HO:95"),
        ("modifiers", "HO95", "HO:95"),
        ("modifiers", "A1:A2:A3:A4:A5", "up to four"),
        ("modifiers", ":", "up to four"),
        ("allowed_usd", "-1", "zero or more"),
        ("allowed_usd", "120.505", "two decimals"),
        ("allowed_usd", "$120.50", "no $"),
        ("allowed_usd", '"1,200.00"', "no comma"),
        ("allowed_usd", "1e3", "decimals"),
        ("allowed_usd", "10000000", "decimals"),
        ("allowed_usd", "", "decimals"),
        ("per", "visit", "unit or line"),
        ("from_on", "1/5/2026", "2026-12-25"),
        ("from_on", "2026-02-30", "2026-12-25"),
        ("from_on", "1899-12-31", "2026-12-25"),
        ("from_on", "", "2026-12-25"),
        ("through_on", "12/31/2026", "2026-12-25"),
        ("through_on", "2101-01-01", "2026-12-25"),
    ],
)
def test_a_mistake_in_a_fee_is_told_with_its_line_and_how_to_mend_it(
    read: Read, column: str, cell: str, remedy: str
) -> None:
    _, (problem,) = read(
        FEES, FEE_HEAD + "zenith,90834,,90,unit,2026-01-01,\n" + fee_line(column, cell)
    )

    assert problem.where.endswith(f"{FEES}, line 3")
    assert column in problem.what
    assert remedy in problem.remedy
    assert problem.why


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ("1000000012,,acme,OH,2026-03-01,\n", "npi is none", "1000000004"),
        ("100000000,,acme,OH,2026-03-01,\n", "npi is not", "ten digits"),
        (",Main,acme,OH,2026-03-01,\n", "location_id is none", "main; or add a [[locations]]"),
        (",,acme,OH,2026-03-01,\n", "no clinician and no location", "npi or location_id"),
        ("1000000004,main,acme,OH,2026-03-01,\n", "a clinician and a location", "two lines"),
        ("1000000004,,apex,OH,2026-03-01,\n", "payer_id is none", "acme, zenith"),
        ("1000000004,,acme,Ohio,2026-03-01,\n", "state", "two letters"),
        ("1000000004,,acme,XX,2026-03-01,\n", "state", "two letters"),
        ("1000000004,,acme,OH,,\n", "from_on is empty", "first day"),
        ("1000000004,,acme,OH,2026-03-01,2026-02-28\n", "through_on lies before", "both equal"),
    ],
)
def test_a_mistake_in_a_roster_is_told_with_its_line_and_how_to_mend_it(
    read: Read, line: str, what: str, remedy: str
) -> None:
    _, (problem,) = read(ROSTER, ROSTER_HEAD + ",main,zenith,ky,2026-01-01,\n" + line)

    assert problem.where.endswith(f"{ROSTER}, line 3")
    assert what in problem.what
    assert remedy in problem.remedy
    assert problem.why


def test_a_row_may_be_of_one_day_and_none_ends_before_it_begins(read: Read) -> None:
    assert len(fees(read, FEE_HEAD + fee_line("through_on", "2026-01-01"))) == 1
    _, (problem,) = read(FEES, FEE_HEAD + fee_line("through_on", "2025-12-31"))
    assert problem.what == "through_on lies before from_on."


@pytest.mark.parametrize(
    "second",
    [
        "acme,90837,,150,unit,2027-01-01,\n",
        "acme,90837,,150,unit,2025-01-01,2025-12-31\n",
        "acme,90837,HO,150,unit,2026-01-01,\n",
        "acme,90834,,150,unit,2026-01-01,\n",
        "zenith,90837,,150,unit,2026-01-01,\n",
    ],
    ids=["day after", "day before", "modifiers", "service", "payer"],
)
def test_rows_that_share_no_day_or_no_key_stand_together(read: Read, second: str) -> None:
    assert len(fees(read, FEE_HEAD + FEE + second)) == 2


@pytest.mark.parametrize(
    ("second", "what"),
    [
        ("acme,90837,,150,unit,2026-12-31,\n", "Line 2 holds on some of these days"),
        ("acme,90837,,150,line,2025-01-01,2026-01-01\n", "Line 2 holds"),
        ("acme,90837,,150,unit,2026-05-01,2026-05-01\n", "Line 2 holds"),
        ("acme,90837,,150,unit,2020-01-01,\n", "Line 2 holds"),
        (FEE, "The same row stands in line 2"),
        ("acme,90837,,142.5,,2026-01-01,2026-12-31\n", "The same row stands in line 2"),
    ],
    ids=["last day", "first day", "a day within", "around it", "twice", "twice, written otherwise"],
)
def test_of_one_service_no_two_rows_hold_on_one_day(read: Read, second: str, what: str) -> None:
    _, (problem,) = read(FEES, FEE_HEAD + FEE + second)
    assert problem.where.endswith("line 3")
    assert what in problem.what


def test_modifiers_in_another_order_are_the_same_service(read: Read) -> None:
    lines = [fee_line("modifiers", written) for written in ("HO:95", "95:HO")]
    _, (problem,) = read(FEES, FEE_HEAD + "".join(lines))
    assert "same row" in problem.what


def test_an_enrollment_is_once_a_day_in_each_state(read: Read) -> None:
    assert len(enrollments(read, ROSTER_HEAD + PERSON + PERSON.replace("OH", "KY"))) == 2
    later = PERSON.replace("2026-03-01", "2026-04-01")
    _, (problem,) = read(ROSTER, ROSTER_HEAD + PERSON + later)
    assert "Line 2 holds" in problem.what
    assert "the day before" in problem.remedy


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{FEE_HEAD}{FEE}",
        f"{FEE_HEAD}{FEE},,,,,,\n\n",
        f"{FEE_HEAD.strip()},\n{FEE.strip()},\n",
        (FEE_HEAD + FEE).replace("\n", "\r\n").replace("acme", " acme "),
    ],
    ids=["byte order mark", "lines of nothing", "a column of nothing", "windows"],
)
def test_what_a_spreadsheet_writes_is_read(read: Read, content: str) -> None:
    assert len(fees(read, content)) == 1


@pytest.mark.parametrize(
    ("name", "text", "line", "what", "remedy"),
    [
        (FEES, FEE_HEAD.replace("per", "unit"), 1, "Column 5 of the head", "Known here"),
        (FEES, FEE_HEAD.replace("allowed_usd", "alowed_usd"), 1, "Column 4", "allowed_usd?"),
        (FEES, FEE_HEAD.replace("from_on", "per"), 1, "per stands in the head twice", "one"),
        (FEES, "payer_id,procedure_code,from_on\n", 1, "lacks allowed_usd", "Add allowed_usd"),
        (FEES, FEE, 1, "no head", FEE_HEAD.strip().replace(",", ", ")),
        (FEES, "", 1, "empty", "remove the file"),
        (FEES, (FEE_HEAD + FEE).replace(",", ";"), 1, "semicolons", "CSV UTF-8"),
        (FEES, (FEE_HEAD + FEE).replace(",", "\t"), 1, "tabs", "CSV UTF-8"),
        (FEES, f"{FEE_HEAD}acme,90837,142\n", 2, "3 cells, the head 7", "leave no cell out"),
        (FEES, f'{FEE_HEAD}"acme,90837\n', 2, "quotes", "quote"),
        (ROSTER, "payer_id,from_on\nacme,2026-01-01\n", 1, "neither npi nor", "or both"),
        (ROSTER, "npi,from_on\n", 1, "lacks payer_id", "Add payer_id"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    read: Read, name: str, text: str, line: int, what: str, remedy: str
) -> None:
    problem = next(one for one in read(name, text)[1] if what in one.what)
    assert problem.where.endswith(f"{name}, line {line}")
    assert remedy in problem.remedy
    assert problem.why


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_told(home: Home, folder: Path, encoding: str) -> None:
    (folder / ROSTER).write_bytes(f"{ROSTER_HEAD}né,,acme,,2026-01-01,\n".encode(encoding))
    (problem,) = read_contracts(folder, home.practices[0].settings)[1]
    assert problem.where.endswith("line 2" if encoding == "cp1252" else "line 1")
    assert "UTF-8" in problem.what
    assert "Save As" in problem.remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("fee-schedule.csv", "Save it as fee_schedule.csv"),
        ("credentialing.xlsx", "Save it as credentialing.csv"),
        ("rates 2026.csv", "Move it"),
    ],
)
def test_a_file_that_nothing_would_read_is_refused(read: Read, name: str, remedy: str) -> None:
    _, (problem,) = read(name, FEE_HEAD)
    assert problem.where.endswith(name)
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", ["README.md", ".DS_Store", "~$fee_schedule.xlsx"])
def test_notes_and_what_machines_leave_are_no_contracts(read: Read, name: str) -> None:
    assert read(name, "anything") == (Contracts(), [])


def test_a_practice_without_the_folder_has_agreed_nothing(home: Home, folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert check_home(home.path) == []
    assert Home.open(home.path).practices[0].contracts == Contracts()


def test_every_mistake_of_every_file_is_told_at_once_and_ends_a_run_with_2(
    home: Home, folder: Path
) -> None:
    (folder / FEES).write_text(FEE_HEAD + "apex,9,,x,,soon,\n" + FEE, "utf-8")
    (folder / ROSTER).write_text(ROSTER_HEAD + ",,acme,,2026-01-01,\n", "utf-8")
    settings = home.practices[0].settings_file
    settings.write_text(settings.read_text("utf-8").replace("time_zone", "time_zome"), "utf-8")

    with pytest.raises(SettingsError) as raised:
        Home.open(home.path)
    told = [problem.where.rsplit("/", 1)[1] for problem in raised.value.problems]
    assert raised.value.exit_code == 2
    # Ids are compared once practice.toml can be read.
    assert sorted(told)[:4] == [f"{ROSTER}, line 2", *[f"{FEES}, line 2"] * 3]
    assert "practice.toml" in sorted(told)[4]


def test_what_somebody_pasted_is_never_repeated(read: Read) -> None:
    line = "Canary,Canary,Canary,Canary,Canary,Canary,Canary\n"
    _, problems = read(FEES, FEE_HEAD + line)
    _, more = read(ROSTER, "Canary," + ROSTER_HEAD + line)
    assert len(problems) == 7
    assert more
    assert "Canary" not in "".join(str(problem) for problem in (*problems, *more))


def test_a_new_practice_finds_how_to_write_both_files(home: Home, read: Read) -> None:
    folder = home.practices[0].contracts_folder
    assert (folder / FEES).read_text("utf-8") == FEE_HEAD
    assert (folder / ROSTER).read_text("utf-8") == ROSTER_HEAD
    text = (folder / "README.md").read_text("utf-8")
    examples = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    assert len(fees(read, "\n".join(examples[:3]))) == 2
    assert len(enrollments(read, "\n".join(examples[3:]))) == 2


def test_the_examples_of_the_paper_are_sound(folder: Path) -> None:
    paper = (Path(__file__).resolve().parents[2] / "docs" / "contracts.md").read_text("utf-8")
    first, second = re.findall(r"```csv\n(.*?)```", paper, re.DOTALL)
    (folder / FEES).write_text(first, "utf-8")
    (folder / ROSTER).write_text(second, "utf-8")
    found, problems = read_contracts(folder, None)
    assert (len(found.fees), len(found.enrollments), problems) == (4, 3, [])
