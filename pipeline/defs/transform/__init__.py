"""Facts, rollups and packet tables, by dbt."""
