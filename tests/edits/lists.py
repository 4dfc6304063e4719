"""Lists of a practice, written a row a text; what a row does not say stays empty."""

from __future__ import annotations

from pipeline.practice import Home
from pipeline.practice.reference_files import FILES


def write_list(home: Home, name: str, *rows: str) -> None:
    """Write a list under its full head."""
    head = ",".join(column.name for column in FILES[name])
    folder = home.practices[0].reference_folder
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text("\n".join((head, *rows, "")), encoding="utf-8")


def payer_rules(home: Home, *rows: str, source: str = "manual of 2026") -> None:
    """Write rules of payers, each ``payer,kind,codes,value`` and, if any, its two days."""
    padded = [row + "," * (5 - row.count(",")) for row in rows]
    write_list(home, "payer_rules", *(f"{row},{source}" for row in padded))
