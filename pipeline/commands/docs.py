"""``docs``: dbt's own pages of every table, column, test and what it is made from.

Takes a folder. Needs no home and no warehouse: the pages tell what the models promise.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, writable=True, path_type=Path), default=Path()
)
def docs(folder: Path) -> None:
    """Write the pages of the warehouse's models as one HTML file into FOLDER [default: here]."""
    from pipeline.resources.dbt import prepared_manifest
    from pipeline.resources.models_page import write_models_page

    with tempfile.TemporaryDirectory() as name:
        manifest = prepared_manifest(Path(name) / "denials.duckdb", Path(name))
        click.echo(write_models_page(manifest, folder))
