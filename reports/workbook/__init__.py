"""A day's work as workbooks: one a role, and one for whoever holds several roles; and a meeting's.

People work them top to bottom, fill the yellow columns and put the saved file into the inbox; the
key of a row brings its answer home, so rows may be sorted, filtered, copied and deleted.
"""

from reports.workbook.columns import ANSWERS, HEADINGS
from reports.workbook.decisions import ANSWERS as DECISION_ANSWERS
from reports.workbook.decisions import decisions_workbook
from reports.workbook.differences import differences_workbook
from reports.workbook.writing import person_workbook, role_workbook

__all__ = [
    "ANSWERS",
    "DECISION_ANSWERS",
    "HEADINGS",
    "decisions_workbook",
    "differences_workbook",
    "person_workbook",
    "role_workbook",
]
