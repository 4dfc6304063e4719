"""The copy of the warehouse that people read: always one complete run, swapped in at once.

Takes the home after a good run, with no connection open. Refuses to publish a warehouse that
another process holds or whose log could not be written back.
"""

from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse, WarehouseError
from pipeline.resources.whole_files import replace_file


def publish(home: Home) -> Path:
    """Copy the working file over the published one, and return the published path.

    Readers that have the old file open keep it to the end; the next to open it sees the new one.

    Raises:
        WarehouseError: If the working file cannot be closed into one file.
    """
    with Warehouse(home).writing() as connection:
        connection.execute("checkpoint")
    log = home.working_file.with_name(f"{home.working_file.name}.wal")
    if log.exists():
        what = "The warehouse still has a log beside it."
        why = "A copy without its log would silently miss the last changes."
        raise WarehouseError(Problem(str(log), what, why, "Run again: triage run"))
    return replace_file(home.working_file, home.published_file)
