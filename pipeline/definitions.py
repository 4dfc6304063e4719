"""The one front door for Dagster: everything under ``defs``, built when a process asks for it.

Takes the home that ``TRIAGE_HOME`` names. Refuses to do anything on import.
"""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Load assets, checks, jobs, schedules and the sensor of this home."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
