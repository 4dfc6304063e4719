"""Every invented document by name, the ordinary ones first."""

from tests.reports.invented import extremes, long_lists, rare_weeks, weeks

SUMMARIES = {**weeks.SUMMARIES, **rare_weeks.WEEKS, **extremes.WEEKS}
WORKLISTS = long_lists.WORKLISTS
