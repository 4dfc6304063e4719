"""The pipeline: files of payers in, the Monday packet and an open warehouse out.

The data's way is the map, one stage a room:

    sources -> landing -> raw -> staging -> facts -> rollups -> packet -> delivery

Floors, enforced by import-linter (``pyproject.toml``); an arrow may be used, never its reverse:

    cli, commands, definitions   what people and Dagster start
    defs                         Dagster glue, one folder a stage; stages meet in the asset graph
    loading packing publishing delivery raw_tables   the work of a stage, no Dagster
    resources                    what a stage needs from outside: landing, warehouse, dbt
    x12, practice, packet_week   bytes in, tables out; settings; the week

``synthetic`` makes up a practice with known truth and shares no code with the readers.
"""
