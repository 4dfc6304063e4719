"""The day on which somebody looks at an adopted edit again, where its row does not say it.

Takes what the row says and the practice's rules. Refuses nothing; a row that switches off judges
nothing and has no such day.
"""

import datetime as dt
from collections.abc import Sequence

from pipeline.practice.edit_templates import OFF
from pipeline.practice.effective_rules import effective_rows
from pipeline.practice.rule_overrides import RuleOverride
from pipeline.practice.rule_tables import rule_table

THRESHOLD = "edit_review_days_unsaid"


def days_until_review(rules: Sequence[RuleOverride]) -> int:
    """Return the days that a practice gives an edit whose row names no review."""
    rows = effective_rows(rule_table("thresholds"), rules)
    return next(int(float(row["value"] or 0)) for row in rows if row["name"] == THRESHOLD)


def review_day(
    severity: str, starts_on: dt.date, expires_on: dt.date | None, days: int
) -> dt.date | None:
    """Return the day so many days after the start, or that of the end where it comes first."""
    if severity == OFF:
        return None
    last = (expires_on or dt.date.max).toordinal()
    return dt.date.fromordinal(min(starts_on.toordinal() + days, last))
