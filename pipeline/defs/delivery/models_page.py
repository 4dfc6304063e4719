"""The page that explains the published warehouse, beside it."""

import dagster as dg

from pipeline.defs.transform.manifest import manifest_path
from pipeline.defs.wiring.home import TriageHome
from pipeline.defs.wiring.owners import OPERATOR
from pipeline.resources.models_page import write_models_page


@dg.asset(
    key=["published", "models_page"],
    deps=[dg.AssetKey(["published", "warehouse"])],
    group_name="published",
    kinds={"html"},
    owners=[OPERATOR],
    description="Every table, column and test of the warehouse and what each is made from: dbt's "
    "pages as one file, for analysts.",
)
def page_of_models(triage_home: TriageHome) -> dg.MaterializeResult:
    """Write the page where the models have changed."""
    path = write_models_page(manifest_path(), triage_home.open().published_file.parent)
    return dg.MaterializeResult(
        metadata={"path": dg.MetadataValue.path(path), "byte_count": path.stat().st_size}
    )
