"""From files of payers to the Monday packet; the map and the floors.

    definitions, cli      the two front doors: Dagster's and the operator's
    defs/                 FLOOR 3. Dagster glue, one folder a stage
    loading packing publishing delivery raw_tables
                          FLOOR 2. the work of a stage; stages meet in the asset graph
    resources/            FLOOR 1. sources, landing, warehouse, dbt: what a stage needs from outside
    x12/                  FLOOR 1. bytes in, Arrow tables and findings out; no practice, no disk
    exports/              FLOOR 1. the same of practice systems' lists, by profiles that are data
    practice/ packet_week FLOOR 1. settings as validated objects; the weekly key
    errors                under everything: an error in four parts
    synthetic/            a made-up practice with known truth; shares no code with the readers

A floor imports only floors below it. `reports/` imports nothing of this package;
`packing` is the one bridge to it.
"""
