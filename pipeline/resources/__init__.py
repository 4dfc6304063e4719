"""What a stage needs from outside: sources of files, the landing archive, the warehouse, dbt."""
