"""Edits a workbook as a person does in LibreOffice: fills cells, sorts the rows, saves.

Run by the system's Python, which has LibreOffice's bridge: ``in_libreoffice.py ORDER.json``. The
order names the file, the row of the headings, the heading by which rows are known, the edits (what
stands under it to heading to text; dates as 11/27/2026), the heading to sort by, and the file to
save as.
"""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

SAVED_AS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}
ENGLISH_DAY = 37
PATIENCE_SECONDS = 60


def main(order_path):
    order = json.loads(Path(order_path).read_text(encoding="utf-8"))
    pipe = f"triage{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
        )
        try:
            desktop = connected(pipe)
            edit(desktop, order)
            desktop.terminate()
            office.wait(PATIENCE_SECONDS)
        finally:
            office.kill()


def connected(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return remote.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", remote
            )


def edit(desktop, order):
    book = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(order["open"]), "_blank", 0, (setting("Hidden", True),)
    )
    sheet = book.Sheets.getByIndex(0)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last_row, last_column = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    head = order["heading_row"]
    headings = [sheet.getCellByPosition(at, head).String for at in range(last_column + 1)]
    known_by = headings.index(order["known_by"])
    rows = {
        sheet.getCellByPosition(known_by, row).String: row for row in range(head + 1, last_row + 1)
    }
    for number, answers in order["edits"].items():
        for heading, text in answers.items():
            # typed as in the input line: a date becomes a date
            sheet.getCellByPosition(headings.index(heading), rows[number]).FormulaLocal = text
    field = TableSortField()
    field.Field, field.IsAscending = headings.index(order["sort_by"]), False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    body = sheet.getCellRangeByPosition(0, head + 1, last_column, last_row)
    body.sort((setting("SortFields", fields), setting("ContainsHeader", False)))
    for number in order.get("delete", []):
        column = [sheet.getCellByPosition(known_by, row).String for row in range(last_row + 1)]
        sheet.Rows.removeByIndex(column.index(number), 1)
    target = order["save_as"]
    book.storeToURL(
        uno.systemPathToFileUrl(target),
        (setting("FilterName", SAVED_AS[Path(target).suffix]),),
    )
    book.close(False)


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1])
