"""Reading 835s beside other ways to read the same bytes: prints a table of CPU times and ratios.

    python benchmarks/ingest.py [megabytes] [rounds]

The rows are made up here; rounds are interleaved and medians shown, so only the ratios carry over.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb
import pyarrow as pa
from pyarrow import csv

from pipeline.x12.layouts import IN_MEMORY_ONLY, RAW_COLUMNS, Kind
from pipeline.x12.reading import Reading, read

_TYPES = {
    Kind.MONEY: "decimal(12,2)",
    Kind.DATE: "date",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
}
_PADDING = " " * 10


def made_up(megabytes: float, seed: int = 1) -> bytes:
    """One interchange of sets of 50 claims, about as long as asked for."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    head = ["ISA", "00", _PADDING, "00", _PADDING, "ZZ", "PAYER".ljust(15), "ZZ"]
    head += ["PRACTICE".ljust(15), "240101", "1200", "^", "00501", "000000001", "0", "P", ":"]
    lines = ["*".join(head), "GS*HP*PAYER*PRACTICE*20240101*1200*1*X*005010X221A1"]
    size, sets, claims = 0, 0, 0
    while size < megabytes * 1e6:
        sets += 1
        body = [f"ST*835*{sets:04d}", "BPR*I*1000.5*C*ACH*CCP*01*1*DA*3*1*2*01*9*DA*4*20240105"]
        body += [f"TRN*1*{chance.randrange(10**9)}*1999999999", "DTM*405*20240105"]
        body += ["N1*PR*SOME PAYER*XV*12345", "N1*PE*PRACTICE*XX*1999999992", "LX*1"]
        for _ in range(50):
            claims += 1
            body += claim(chance, claims)
        body += [f"PLB*1999999992*20241231*WO:ABC{sets}*-12.5"]
        body += [f"SE*{len(body) + 1}*{sets:04d}"]
        size += sum(map(len, body)) + len(body)
        lines += body
    return "~".join([*lines, f"GE*{sets}*1", "IEA*1*000000001", ""]).encode()


def claim(chance: random.Random, number: int) -> list[str]:
    """One claim of one to three lines."""
    cents = chance.randrange(10_000, 50_000)
    charge, paid, share = f"{cents / 100:.2f}", f"{cents / 200:.2f}", f"{cents / 400:.2f}"
    made = [f"CLP*A{number:07d}*1*{charge}*{paid}*{share}*12*P{chance.randrange(10**10)}*11*1"]
    made += [f"NM1*QC*1*ADLER*MINA****MI*W{chance.randrange(10**9)}", "DTM*232*20231201"]
    made += ["NM1*82*1*CARE*CAL****XX*1999999984", f"REF*1K*X{number}"]
    for line in range(chance.randrange(1, 4)):
        made += [f"SVC*HC:90837:95*{charge}*{paid}**1", "DTM*472*20231201"]
        made += [f"CAS*CO*45*{share}*1*16*5", "CAS*PR*1*10**2*20.00*1"]
        made += [f"REF*6R*{number}L{line}", "AMT*B6*100", "LQ*HE*N130"]
    return made


def split_only(data: bytes) -> None:
    """Split without any meaning."""
    for segment in data.split(b"~"):
        segment.split(b"*")


def columns_of(table: str) -> dict[str, str]:
    return {name: _TYPES.get(kind, "varchar") for name, kind in RAW_COLUMNS[table].items()}


def load(reading: Reading) -> None:
    """Insert the tables, typed, into a database in memory."""
    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        for name, rows in stored(reading).items():
            casts = [cast(column, kind) for column, kind in columns_of(name).items()]
            database.register("arriving", rows)
            database.execute(f"create table {name} as select {', '.join(casts)} from arriving")  # noqa: S608


def cast(column: str, kind: str) -> str:
    if kind == "date":
        return f"cast(try_strptime({column}, '%Y%m%d') as date) as {column}"
    return f"try_cast({column} as {kind}) as {column}" if kind != "varchar" else column


def stored(reading: Reading) -> dict[str, pa.Table]:
    tables = reading.tables.items()
    return {n: rows for n, rows in tables if rows.num_rows and n not in IN_MEMORY_ONLY}


def read_csv(folder: Path, names: list[str]) -> None:
    """Load the same typed tables from CSV: what a database does at its best."""
    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        for name in names:
            path = str(folder / f"{name}.csv")
            kinds = "{" + ", ".join(f"'{c}': '{k}'" for c, k in columns_of(name).items()) + "}"
            source = f"read_csv('{path}', columns = {kinds}, header = true, dateformat = '%Y%m%d')"
            database.execute(f"create table {name} as select * from {source}")  # noqa: S608


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main(megabytes: float, rounds: int) -> None:
    data = made_up(megabytes)
    reading = read([("file", data)])
    names = list(stored(reading))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table, rows in stored(reading).items():
            csv.write_csv(rows, folder / f"{table}.csv")
        works: dict[str, Callable[[], object]] = {
            "split, no meaning": lambda: split_only(data),
            "read": lambda: read([("file", data)]),
            "read and load": lambda: load(read([("file", data)])),
            "read_csv of the same tables": lambda: read_csv(folder, names),
        }
        times: dict[str, list[float]] = {work: [] for work in works}
        for _ in range(rounds):
            for work, do in works.items():
                times[work].append(cpu(do))
    base = median(times["split, no meaning"])
    print(f"{len(data) / 1e6:.1f} MB, {sum(t.num_rows for t in stored(reading).values())} rows")
    print(f"{'reader':30}{'CPU s':>8}{'MB/s':>8}{'x split':>9}")
    for work, taken in times.items():
        spent = median(taken)
        print(f"{work:30}{spent:8.3f}{len(data) / 1e6 / spent:8.0f}{spent / base:9.2f}")


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else 20.0,
        int(sys.argv[2]) if len(sys.argv) > 2 else 5,
    )
