"""Downloaded NCCI files with invented codes, in the layouts that CMS publishes."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipeline.edits.ncci.keeping import Added, add_list
from pipeline.practice import Home
from pipeline.practice.reference_files import NCCI_FOLDER

COPYRIGHT = "CPT only copyright. All rights reserved.\n\n"
PAIRS_HEAD = (
    f"{COPYRIGHT}Column1/Column2 Edits\n"
    'Column 1\tColumn 2\t"*=in existence\nprior to 1996"\tEffective Date\t'
    '"Deletion Date\n*=no data"\t"Modifier\n0=not allowed\n1=allowed"\tPTP Edit Rationale\n'
)
SPLIT_PAIRS_HEAD = (
    f"{COPYRIGHT}Column1/Column2 Edits\nColumn 1\tColumn 2\t*=in\t\tDeletion\tModifier\tPTP Edit\n"
    "\t\texistence\tEffective\tDate\t0=not allowed\tRationale\n"
    "\t\tprior to 1996\tDate\t*=no data\t1=allowed\n\t\t\t\t\t9=not applicable\n"
)
UNITS_HEAD = (
    f"{COPYRIGHT}HCPCS/CPT Code\tPractitioner Services MUE Values\tMUE Adjudication Indicator\t"
    "MUE Rationale\n"
)
ADD_ONS_HEAD = (
    "AOC\tAOC_DEL_DT\tPRIMARY_CODE\tPRIMARY_CODE_DEL_DT\tAOC_EDIT_EFF_DT\tAOC_EDIT_DEL_DT\t"
    "AOC_EDIT_TYPE\tSPECIAL_INSTRUCTION_NOTES\n"
)


def pair(first: str, second: str, indicator: str, days: str = "20130101 *") -> str:
    begins, ends = days.split()
    return f"{first}\t{second}\t\t{begins}\t{ends}\t{indicator}\tMore extensive procedure\n"


def add(home: Home, text: str, *, name: str = "", quarter: str = "2026Q4", **of: str) -> Added:
    """Write a download and add it to the home's practice."""
    path = home.path.parent / (name or "ccipra-v323r0-f1.txt")
    path.write_text(text, encoding="latin-1")
    folder = home.practices[0].reference_folder / NCCI_FOLDER
    return add_list(folder, path, of.get("programme", "medicare"), quarter)


def as_workbook(path: Path, text: str) -> Path:
    """Write rows of a text as a workbook; digits become numbers, as a sheet makes them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(text.splitlines()):
            for column, cell in enumerate(line.split("\t")):
                sheet.write(row, column, int(cell) if cell.isdigit() else cell)
    return path
