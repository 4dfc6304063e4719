"""``docs``: dbt's own pages of every table, column, test and what it is made from.

Takes a folder. Needs no home and no warehouse: the pages tell what the models promise.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

PAGES = "denial-triage-models.html"


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, writable=True, path_type=Path), default=Path()
)
def docs(folder: Path) -> None:
    """Write the pages of the warehouse's models as one HTML file into FOLDER [default: here]."""
    from pipeline.resources.dbt import run_dbt

    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        # Types and words stand in the contracts; a catalog would ask a warehouse for the same.
        run_dbt(
            ["docs", "generate", "--static", "--empty-catalog"],
            scratch / "denials.duckdb",
            scratch,
        )
        folder.mkdir(parents=True, exist_ok=True)
        written = folder / PAGES
        shutil.copyfile(scratch / "static_index.html", written)
    click.echo(written)
