"""dbt's way to a locked warehouse: loads what writing one needs, before dbt attaches the file.

Takes dbt's connection. Refuses nothing; the key itself stands in an environment variable that dbt
keeps out of its logs and artifacts (DBT_ENV_SECRET_…).
"""

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from pipeline.resources.databases import load_openssl


class Plugin(BasePlugin):
    """What the profile names."""

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Load OpenSSL."""
        load_openssl(conn)
