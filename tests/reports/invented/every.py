"""Every invented document by name, the ordinary ones first."""

from tests.reports.invented import edits, extremes, kits, long_lists, rare_weeks, weeks

SUMMARIES = {**weeks.SUMMARIES, **rare_weeks.WEEKS, **extremes.WEEKS, **edits.WEEKS}
WORKLISTS = long_lists.WORKLISTS
KITS = kits.KITS
