"""Fonts, colours and number formats of a workbook: those of the packet, as a spreadsheet can."""

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from reports.workbook.columns import Look

INK, GREY, RULE, YELLOW, RED = "#1a1a1a", "#5f6368", "#d0d4d9", "#fff6d6", "#b3261e"
_DATE = "m/d/yyyy"


class Looks:
    """Formats of one workbook; each is made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Make them; a format belongs to its workbook."""
        cell = {"font_size": 10, "font_color": INK, "valign": "top", "bottom": 1,
                "bottom_color": RULE}  # fmt: skip
        # A text cell stays text when somebody edits it: a claim number keeps its zeros.
        text = cell | {"quote_prefix": True, "num_format": "@"}
        answer = cell | {"bg_color": YELLOW, "text_wrap": True}
        head = {"bold": True, "font_size": 10, "text_wrap": True, "valign": "top", "bottom": 2}
        add = workbook.add_format
        self.title = add({"bold": True, "font_size": 14, "font_color": INK})
        self.said = add({"font_size": 10, "font_color": GREY})
        self.heading = add(head)
        self.answer_heading = add(head | {"bg_color": YELLOW})
        self.near = add({"bold": True, "font_color": RED})
        self._of: dict[Look, Format] = {
            "text": add(text),
            "wide": add(text | {"text_wrap": True}),
            "date": add(cell | {"num_format": _DATE, "align": "left"}),
            "usd": add(cell | {"num_format": "$#,##0"}),
            "cents": add(cell | {"num_format": "$#,##0.00"}),
            "share": add(cell | {"num_format": "0%"}),
            "count": add(cell | {"num_format": "0"}),
            "answer": add(answer),
            "answer_date": add(answer | {"num_format": _DATE, "align": "left"}),
            "key": add(text | {"font_color": GREY, "font_size": 8}),
        }

    def of(self, look: Look) -> Format:
        """Return the format of a cell."""
        return self._of[look]
