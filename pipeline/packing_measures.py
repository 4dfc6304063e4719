"""Tiles and the five measures: a week beside its own earlier weeks."""

from decimal import Decimal
from typing import get_args

from pipeline.packing_tables import PacketTables, Row
from reports.packet import Measure, MeasureName, Series

COUNTED = {"claims_denied", "likely_back", "untouched", "rejected"}
DAYS = {"days_to_submit"}
TENTH = Decimal("0.1")


def series_of(tables: PacketTables, measure: str) -> Series:
    """Return up to 13 weeks of one figure with its usual range and verdict.

    Counts and whole dollars are ``int``, days have one place, shares are 0..1 as they are.
    """
    signal = _signals(tables)[measure]
    trend = tables.rows("pkt_trend", "measure, trend_week")
    return Series(
        values=tuple(_value(measure, row["figure"]) for row in trend if row["measure"] == measure),
        verdict=signal["signal"],
        usual_low=signal["usual_low"],
        usual_high=signal["usual_high"],
        usual_mean=None if signal["usual_low"] is None else signal["usual_mean"],
        is_stock=bool(signal["is_stock"]),
    )


def measures_of(tables: PacketTables) -> tuple[Measure, ...]:
    """Return the five measures that the practice has figures for, in the order of their names."""
    signals = _signals(tables)
    return tuple(
        _measure(tables, name, signals[name]) for name in get_args(MeasureName) if name in signals
    )


def _measure(tables: PacketTables, name: MeasureName, row: Row) -> Measure:
    value = row["figure"]
    return Measure(
        name=name,
        value=None if value is None else _days(name, value),
        numerator=int(row["numerator"] or 0),
        denominator=int(row["denominator"] or 0),
        claim_count=row["claim_count"] or 0,
        series=series_of(tables, name),
        slowest_tenth_days=row["slowest_tenth_days"],
    )


def _signals(tables: PacketTables) -> dict[str, Row]:
    return {row["measure"]: row for row in tables.rows("pkt_signals", "measure")}


def _value(measure: str, value: Decimal | None) -> Decimal | int | None:
    if value is None:
        return None
    return int(value) if measure in COUNTED else _days(measure, value)


def _days(measure: str, value: Decimal) -> Decimal:
    return value.quantize(TENTH) if measure in DAYS else value
