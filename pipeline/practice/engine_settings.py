"""What a home may say about the engine that computes its warehouse.

Takes parsed TOML. Refuses unknown keys and an engine there is none of.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from pipeline.practice.section import Section

EngineName = Literal["duckdb", "spark"]
ENGINES: tuple[str, ...] = get_args(EngineName)


class Engine(Section):
    """What computes the warehouse; the keys beside ``name`` are Spark's (docs/scale.md)."""

    name: EngineName = Field(
        default="duckdb",
        description="duckdb computes in one process and is the better choice up to tens of "
        "millions of claims; spark computes on a cluster.",
    )
    master: str = Field(
        default="local[*]",
        min_length=1,
        description="Address of the cluster, such as spark://10.0.0.5:7077; local[*] is this "
        "machine alone.",
    )
    folder: str = Field(
        default="",
        examples=["/mnt/cluster/denials"],
        description="Where rows lie as Parquet: a folder that every worker reaches under this "
        "path, as it must reach the home. Left out, warehouse/spark in the home.",
    )
    threads: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="Models that are computed at the same time."
    )
    settings: dict[str, str] = Field(
        default={},
        description="Spark's own settings, in quotes as its names hold dots: "
        '"spark.executor.memory" = "4g".',
    )
