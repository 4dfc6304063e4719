"""The one model that is no SQL: tails of distributions and a choice that goes step by step."""


def model(dbt, session):  # noqa: ARG001
    """Return what the scan found in each practice and week."""
    from pipeline.causes.tables import found_causes

    dbt.config(materialized="table")
    return found_causes(
        dbt.ref("int_answered_lines").to_arrow_table(),
        dbt.ref("dim_packet_weeks").to_arrow_table(),
        dbt.ref("int_rules__thresholds").to_arrow_table(),
    )
