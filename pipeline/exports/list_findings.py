"""What can be wrong with a worklist that comes back: code, severity, fixed sentence, remedy."""

from pipeline.x12.findings import ERROR, WARNING, Rule

LIST_FINDINGS: dict[str, Rule] = {
    "damaged_key": Rule(
        ERROR,
        "The answer in {place} stands beside a key that was changed or belongs to another "
        "practice; it was set aside.",
        "Answer it again on the newest list.",
    ),
    "headless_rows": Rule(
        ERROR,
        "Rows of a list were copied without its headings, from {place} on: {0}; they were set "
        "aside.",
        "Copy the heading row as well, or return the list itself.",
    ),
    "missing_answer_column": Rule(
        WARNING,
        "A column to answer in is gone from a list: {name}.",
        "Nothing to do where nobody answered in it; else answer on the newest list.",
    ),
    "bad_answer": Rule(
        WARNING,
        "What stands under {name} in {place} is none of the choices; it counts as empty.",
        "Choose from the drop-down; anything else belongs into the notes.",
    ),
    "bad_answer_day": Rule(
        WARNING,
        "What stands under {name} in {place} is no day from 2000 to 2099; it counts as empty.",
        "Type it like 11/27/2026 on the newest list.",
    ),
    "answered_twice": Rule(
        WARNING,
        "Claims that another returned row answers in another way: {0}. Both answers are kept, and "
        "the later one counts.",
        "Ask who has the claim in hand; answer it once more on the newest list if need be.",
    ),
    "answered_ahead": Rule(
        WARNING,
        "Days of work that lie after the day the list came back: {0}. They count as that day.",
        "Look for slips in the column Done on.",
    ),
    "decided_twice": Rule(
        WARNING,
        "Causes that another returned row decides in another way: {0}. Both are kept, and the "
        "later one counts.",
        "Ask what the meeting decided; write it once more in the newest decisions workbook.",
    ),
    "undecided_row": Rule(
        WARNING,
        "Causes with an owner, a day or a state, of which no row says what was decided: {0}. They "
        "count once one does.",
        "Choose under What we decide and put the decisions workbook into the inbox again.",
    ),
}
