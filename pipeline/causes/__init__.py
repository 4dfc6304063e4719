"""Where a denial category concentrates and since when: a scan over cells of a practice's lines.

Takes the adjudicated lines of one practice as arrays. Refuses nothing and knows no warehouse: the
same functions answer for a practice's history and for seasons whose causes are known.
"""

from pipeline.causes.limits import Limits
from pipeline.causes.lines import FIELDS, AnsweredLines, Cell
from pipeline.causes.scan import Cause, Scan

__all__ = ["FIELDS", "AnsweredLines", "Cause", "Cell", "Limits", "Scan"]
