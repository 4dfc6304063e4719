"""How fast lists of practice systems are read, beside pandas and polars on the same bytes.

    python benchmarks/exports.py --venvs ~/peers [--rows 60000] [--rounds 5]

Makes a list of charges up, as CSV and as XLSX, and prints a table of CPU seconds: medians of rounds
in which every reader takes its turn in a process of its own, after a small list as a warm-up. Ours
does more than the peers: it recognises the list, checks every cell, leaves patients out, accounts
for every row and gives typed Arrow tables.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.drivers.lists import READERS  # noqa: E402
from benchmarks.environments import environment, peers  # noqa: E402
from pipeline.exports.reading import read_exports  # noqa: E402
from pipeline.exports.sheets import read_workbook  # noqa: E402
from pipeline.exports.shipped import shipped_profiles  # noqa: E402

REQUIREMENTS = ROOT / "benchmarks" / "requirements-lists.txt"
WARM_UP_ROWS = 50
HEADINGS = (
    "ID", "EncounterID", "Status", "ServiceStartDate", "ServiceEndDate", "CreatedDate",
    "LastModifiedDate", "ProcedureCode", "ProcedureModifier1", "ProcedureModifier2", "Units",
    "TotalCharges", "InsuranceBalance", "PatientBalance", "ExpectedAmount", "PatientID",
    "PatientName", "PatientDateOfBirth", "RenderingProviderName", "ServiceLocationName",
    "ServiceLocationPlaceOfServiceCode", "PrimaryInsuranceCompanyName",
    "PrimaryInsuranceFirstBillDate", "PrimaryInsuranceAdjudicationDate",
    "PrimaryInsurancePaymentRef", "PrimaryInsuranceInsuranceAllowed",
    "PrimaryInsuranceInsurancePayment", "PrimaryInsuranceInsuranceSecondaryAdjustmentReason",
)  # fmt: skip
FEES = {"90837": 165, "90834": 130, "90791": 210, "90853": 60, "H0015": 320, "99214": 145}
FIRST_DAY = dt.date(2025, 11, 1)

Cell = str | int | float | dt.date | None


def rows(count: int) -> list[list[Cell]]:
    """Return charges of a year of an invented practice, the same each time."""
    chance = random.Random(20261129)  # noqa: S311 - the same list each time, no secret
    return [_row(number, chance) for number in range(count)]


def _row(number: int, chance: random.Random) -> list[Cell]:
    on = FIRST_DAY + dt.timedelta(days=chance.randrange(365))
    code = chance.choice(list(FEES))
    billed, payer = FEES[code], chance.randrange(40)
    allowed = round(billed * (50 + payer) / 100, 2)
    paid = chance.choice((0.0, allowed, round(allowed - 25, 2)))
    return [
        700_000 + number, 400_000 + number, chance.choice(("Paid", "Denied", "Pending Insurance")),
        on, on, on + dt.timedelta(days=chance.randrange(4)), on + dt.timedelta(days=40), code, "95",
        None, 1, billed, round(allowed - paid, 2), 25.0 if paid else 0.0, allowed,
        9000 + number % 900, f"Invented Person {number % 900}", dt.date(1980, 1, 1 + number % 28),
        "Toma Case", "Main Street", "10", f"INVENTED PAYER {payer}", on + dt.timedelta(days=3),
        on + dt.timedelta(days=30), f"EFT{payer}{on:%m%d}", allowed, paid,
        None if paid else "CO-197",
    ]  # fmt: skip


def write_csv(path: Path, lines: Sequence[Sequence[Cell]]) -> Path:
    """Write a list as CSV, days as in the United States."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for line in lines:
            writer.writerow(
                [f"{cell:%m/%d/%Y}" if isinstance(cell, dt.date) else cell for cell in line]
            )
    return path


def write_xlsx(path: Path, lines: Sequence[Sequence[Cell]]) -> Path:
    """Write a list as XLSX, days as date cells."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "m/d/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number, line in enumerate(lines, start=1):
            for column, cell in enumerate(line):
                if isinstance(cell, dt.date):
                    sheet.write_number(number, column, (cell - dt.date(1899, 12, 30)).days, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path


def ours(path: Path) -> None:
    """Read a list into typed tables."""
    reading = read_exports([("file", path.read_bytes())], shipped_profiles())
    assert sum(reading.segment_counts["quarantined_count"].to_pylist()) == 0


def ours_cells(path: Path) -> None:
    """Read a list into cells alone."""
    read_workbook(path.read_bytes())


OURS = {"**ours**": ours, "ours, cells alone": ours_cells}


def spent(command: Sequence[str]) -> float:
    """Return the CPU seconds that a reader in a process of its own tells."""
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def commands(kind: str, small: Path, path: Path, venvs: Path) -> dict[str, list[str]]:
    """Return what runs each reader of one kind of file; a peer that cannot be installed is out."""
    wanted: dict[str, list[str]] = {
        name: [sys.executable, __file__, "--one", name, str(small), str(path)] for name in OURS
    }
    module = ("-m", "benchmarks.drivers.lists")
    for peer in peers(REQUIREMENTS.read_text(encoding="utf-8")):
        python = environment(peer, venvs)
        for name in READERS[peer.name] if python else ():
            if ("read_csv" in name) == (kind == "csv"):
                wanted[name] = [str(python), *module, name, str(small), str(path)]
    return wanted


def table(kind: str, wanted: dict[str, list[str]], rounds: int) -> None:
    """Print the readers of one kind of file."""
    times: dict[str, list[float]] = {name: [] for name in wanted}
    for _ in range(rounds):
        for name, command in wanted.items():
            times[name].append(spent(command))
    base = median(times["**ours**"])
    print(f"\n{kind.upper()}\n\n| reader | CPU s | x ours |\n|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | {median(taken):.2f} | {median(taken) / base:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venvs", type=Path)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=3, metavar=("READER", "SMALL", "FILE"))
    asked = parser.parse_args()
    if asked.one:
        name, small, path = asked.one
        OURS[name](Path(small))
        start = time.process_time()
        OURS[name](Path(path))
        print(time.process_time() - start)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        lines = rows(asked.rows)
        for kind, write in (("csv", write_csv), ("xlsx", write_xlsx)):
            small = write(folder / f"small.{kind}", lines[:WARM_UP_ROWS])
            path = write(folder / f"list.{kind}", lines)
            print(f"{kind}: {path.stat().st_size / 1e6:.1f} MB, {len(lines)} rows")
            venvs = (asked.venvs or folder / "venvs").expanduser()
            table(kind, commands(kind, small, path, venvs), asked.rounds)


if __name__ == "__main__":
    main()
