"""An invented practice with known truth: its files as they arrive, and what is true about them.

Takes a seed, a last day, a length and a size. Shares no code with the readers: files and truth are
both written by a simulation, from its own tables of causes, so that one can be held against the
other. Refuses nothing but an empty season and a folder in use.
"""

from pipeline.synthetic.office import Office, office_of
from pipeline.synthetic.payers import Limits
from pipeline.synthetic.season import LastWeek, Season, SeasonReport
from pipeline.synthetic.settings import TIME_ZONE, practice_toml
from pipeline.synthetic.writing import write_season

__all__ = [
    "TIME_ZONE",
    "LastWeek",
    "Limits",
    "Office",
    "Season",
    "SeasonReport",
    "office_of",
    "practice_toml",
    "write_season",
]
