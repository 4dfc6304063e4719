"""dbt's own page of every table, column and test, as one file that needs no server.

Takes the manifest of the models. Refuses nothing: types and words stand in the contracts, so no
catalog is asked of a warehouse, which would have to be opened for it.
"""

import json
from importlib.metadata import distribution
from pathlib import Path

from pipeline.resources.whole_files import replace_bytes

PAGE = "denial-triage-models.html"
_EMPTY = json.dumps({"metadata": {}, "nodes": {}, "sources": {}})


def write_models_page(manifest: Path, folder: Path) -> Path:
    """Write the page of a manifest into a folder, where it differs; return its path.

    Raises:
        WriteError: The folder cannot be written.
    """
    page = folder / PAGE
    content = models_page(manifest.read_text(encoding="utf-8")).encode()
    if not page.is_file() or page.read_bytes() != content:
        replace_bytes(content, page)
    return page


def models_page(manifest: str) -> str:
    """Return the page: dbt's own, with a manifest in the place it keeps for one."""
    empty_page = Path(str(distribution("dbt-core").locate_file("dbt/task/docs/index.html")))
    text = empty_page.read_text(encoding="utf-8")
    # As `dbt docs generate --static` does.
    filled = text.replace('"MANIFEST.JSON INLINE DATA"', manifest)
    return filled.replace('"CATALOG.JSON INLINE DATA"', _EMPTY)
