"""Reads one list with one peer, in the environment it is installed in; prints the CPU seconds.

    python -m benchmarks.drivers.lists "pandas, typed" FILE

A plain reader takes the types its package guesses. A typed one gives what ours gives: days as days
and amounts as exact decimals, from texts, so that no amount passes through binary.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

US_DAY = "%m/%d/%Y"
DAYS = (
    "ServiceStartDate", "ServiceEndDate", "CreatedDate", "LastModifiedDate",
    "PrimaryInsuranceFirstBillDate", "PrimaryInsuranceAdjudicationDate",
)  # fmt: skip
AMOUNTS = (
    "TotalCharges", "InsuranceBalance", "PatientBalance", "ExpectedAmount",
    "PrimaryInsuranceInsuranceAllowed", "PrimaryInsuranceInsurancePayment",
)  # fmt: skip


def pandas_csv(path: Path) -> None:
    import pandas as pd

    pd.read_csv(path)


def pandas_csv_typed(path: Path) -> None:
    import pandas as pd

    read = pd.read_csv(path, dtype=str)
    for column in DAYS:
        read[column] = pd.to_datetime(read[column], format=US_DAY)
    for column in AMOUNTS:
        read[column] = read[column].map(Decimal, na_action="ignore")


def pandas_openpyxl(path: Path) -> None:
    import pandas as pd

    pd.read_excel(path, engine="openpyxl")


def pandas_calamine(path: Path) -> None:
    import pandas as pd

    pd.read_excel(path, engine="calamine")


def polars_csv(path: Path) -> None:
    import polars as pl

    pl.read_csv(path)


def polars_csv_typed(path: Path) -> None:
    import polars as pl

    pl.read_csv(path, infer_schema=False).with_columns(
        *(pl.col(column).str.to_date(US_DAY) for column in DAYS),
        *(pl.col(column).cast(pl.Decimal(18, 2)) for column in AMOUNTS),
    )


def polars_calamine(path: Path) -> None:
    import polars as pl

    pl.read_excel(path, engine="calamine")


READERS: dict[str, dict[str, Callable[[Path], None]]] = {
    "pandas": {
        "pandas `read_csv`": pandas_csv,
        "pandas `read_csv`, typed": pandas_csv_typed,
        "pandas `read_excel`, openpyxl": pandas_openpyxl,
        "pandas `read_excel`, calamine": pandas_calamine,
    },
    "polars": {
        "polars `read_csv`": polars_csv,
        "polars `read_csv`, typed": polars_csv_typed,
        "polars `read_excel`, calamine": polars_calamine,
    },
}
"""Package to what it is timed at."""


def main(reader: str, small: Path, path: Path) -> None:
    """Print the CPU seconds of one reading, after a small file as a warm-up."""
    read = next(readers[reader] for readers in READERS.values() if reader in readers)
    read(small)
    start = time.process_time()
    read(path)
    print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
