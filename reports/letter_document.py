"""A letter as a Word document, for a person to finish and sign: the same bytes for the same letter.

Takes a filled letter. What is open stands in brackets and is marked yellow; nothing of this program
or of the machine stands in the file's properties.
"""

import datetime as dt
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph as Line

from reports.lettering import plain
from reports.letters import Block, Facts, FilledLetter, Grid, Items, opened

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The least day a ZIP can hold: the day of writing would make each file another."""

_BODY, _SMALL = Pt(11), Pt(9.5)
_CLOSING_GAP = Pt(24)


def letter_document(letter: FilledLetter, written_on: dt.date) -> bytes:
    """Write one letter as DOCX.

    Args:
        letter: What it says.
        written_on: Stands in the file's properties instead of the clock's day.
    """
    page = Document()
    _set_up(page, letter, written_on)
    _line(page, letter.sender).runs[0].bold = True
    for line in letter.to:
        _line(page, line).paragraph_format.space_after = Pt(0)
    page.add_heading(plain(letter.subject), level=1)
    for block in letter.blocks:
        _block(page, block)
    first, *others = letter.closing
    _line(page, first).paragraph_format.space_before = _CLOSING_GAP
    for line in others:
        _line(page, line).paragraph_format.space_after = Pt(0)
    if letter.notice:
        notice = _line(page, letter.notice)
        notice.paragraph_format.space_before = _CLOSING_GAP
        notice.runs[0].bold = True
        footer = page.sections[0].footer.paragraphs[0]
        footer.text = letter.notice
    return _without_a_clock(page)


def _set_up(page: Page, letter: FilledLetter, written_on: dt.date) -> None:
    style = page.styles["Normal"]
    if isinstance(style, ParagraphStyle):
        style.font.size = _BODY
    properties = page.core_properties
    instant = dt.datetime.combine(written_on, dt.time(), dt.UTC)
    properties.title, properties.author = plain(letter.label), plain(letter.sender)
    properties.language, properties.comments = "en-US", ""
    properties.created = properties.modified = instant


def _block(page: Page, block: Block) -> None:
    if isinstance(block, Facts):
        _table(page, Grid("", (), block.rows), heads_the_row=True)
    elif isinstance(block, Grid):
        page.add_heading(plain(block.title), level=2)
        _table(page, block, heads_the_row=False)
    elif isinstance(block, Items):
        page.add_heading(plain(block.title), level=2)
        for item in block.items:
            _write(page.add_paragraph(style="List Bullet"), item)
    else:
        _line(page, block.text)


def _table(page: Page, grid: Grid, *, heads_the_row: bool) -> None:
    rows = [*([grid.heads] if grid.heads else []), *grid.rows]
    table: Table = page.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, texts in enumerate(rows):
        is_head = bool(grid.heads) and number == 0
        for column, (cell, text) in enumerate(zip(table.rows[number].cells, texts, strict=True)):
            line = cell.paragraphs[0]
            _write(line, text)
            line.paragraph_format.space_after = Pt(0)
            if column in grid.numbers:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in line.runs:
                run.font.size = _SMALL
                run.bold = is_head or (heads_the_row and column == 0)
    if grid.heads:
        # A head that Word repeats overleaf and reads out as one.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    page.add_paragraph().paragraph_format.space_after = Pt(0)


def _line(page: Page, text: str) -> Line:
    return _write(page.add_paragraph(), text)


def _write(line: Line, text: str) -> Line:
    for part, is_open in opened(plain(text)) or (("", False),):
        run = line.add_run(part)
        if is_open:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return line


def _without_a_clock(page: Page) -> bytes:
    """Write the document with every part stamped alike."""
    written, made = BytesIO(), BytesIO()
    page.save(written)
    with ZipFile(written) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, _LONG_AGO)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return made.getvalue()
