"""A practice's own CSV of rules: what its head may name.

Takes a path and the table it is of. What is refused of any CSV file, ``csv_files`` says.
"""

from pathlib import Path

from pipeline.practice.csv_files import CsvFile, Shape, read_csv_file
from pipeline.practice.rule_tables import RuleTable

WHY = "Nothing runs for this practice until its rules are unambiguous."
ALWAYS = ("decided_on", "reason")
MADE = "rule_id"


def read_rule_file(path: Path, table: RuleTable) -> CsvFile:
    """Read one file of rules; a line that cannot be told apart into cells is left out."""
    typed = tuple(column for column in table.columns if column != MADE)
    shape = Shape(table.name, WHY, typed, needed=(*table.key, *ALWAYS), made=(MADE,))
    return read_csv_file(path, shape)
