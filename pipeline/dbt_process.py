"""dbt as a process that ends with the run that started it.

Takes dbt's own arguments and, in ``TRIAGE_DBT_PARENT``, the process it works for. Refuses to go on
alone: a run that was killed frees the writers' lock at once, and a dbt that lived on would hold the
warehouse against the run that comes next. The kernel could be asked to say so, but it means the
thread that started the process, and only on Linux.
"""

import os
import sys
import threading
import time

LOOKS_A_SECOND = 10


def main() -> None:
    """Run dbt to its end, or to the end of the process it works for."""
    from dbt.cli.main import cli

    end_with_parent()
    sys.argv[0] = "dbt"
    cli()


def end_with_parent() -> None:
    """Have this process end with the one it works for, where one is named."""
    parent = os.environ.get("TRIAGE_DBT_PARENT")
    if parent:
        threading.Thread(target=_end_with, args=[int(parent)], daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1 / LOOKS_A_SECOND)
    # At once and without cleaning up: what DuckDB has committed it keeps, the rest it forgets.
    os._exit(1)


if __name__ == "__main__":
    main()
