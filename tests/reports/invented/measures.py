"""Page 7 of an invented week."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reports.packet import Measure, MeasureName, Repeat
from tests.reports.invented.ranges import judged


def weeks(last: int | None, spread: int, base: int) -> tuple[int | None, ...]:
    """Twelve unremarkable weeks and this one."""
    wave = (0, 2, 1, 3, 1, 4, 2, 0, 3, 1, 2, 1)
    return (*(max(base + spread * w // 4, 0) for w in wave), last)


def measure(
    name: MeasureName, values: Sequence[str | None], top: int, of: int, **more: object
) -> Measure:
    known = [None if v is None else Decimal(v) for v in values]
    series = judged(known, is_feed_missing=False, is_few=False)
    return Measure(name=name, value=known[-1], numerator=top, denominator=of, claim_count=of,
                   series=series, **more)  # type: ignore[arg-type]  # fmt: skip


def rates(last: str, *, base: Decimal) -> list[str]:
    wave = (0, 4, 1, 3, 6, 3, 5, 2, 8, 2, 0, 1)
    return [*(str(base + Decimal(w) / 1000) for w in wave), last]


def measures() -> tuple[Measure, ...]:
    days = ["3.5", "4.8", "4.1", "5.0", "4.0", "5.2", "3.6", "4.1", "5.3", "3.9", "4.4", "4.2"]
    return (
        measure("initial_denial_rate", rates("0.1117", base=Decimal("0.072")), 46, 412),
        measure("days_to_submit", [*days, "4.0"], 0, 380, slowest_tenth_days=11),
        measure("first_pass_rate", rates("0.8835", base=Decimal("0.876")), 364, 412),
        replace(
            measure("ar_over_90_share", rates("0.169", base=Decimal("0.162")), 15_512, 91_783),
            claim_count=801,
        ),
        measure("recurring_share", rates("0.4565", base=Decimal("0.310")), 21, 46),
    )


def few_measures() -> tuple[Measure, ...]:
    none = [None] * 12
    return (
        measure("initial_denial_rate", [*none, "0.1579"], 3, 19),
        measure("days_to_submit", [*none, "3.0"], 0, 17, slowest_tenth_days=6),
        measure("first_pass_rate", [*none, "0.8421"], 16, 19),
        replace(measure("ar_over_90_share", [*none, "0.21"], 428, 2040), claim_count=18),
        measure("recurring_share", [*none, "0.6667"], 2, 3),
    )


REPEATS = (
    Repeat("Telehealth modifier missing", "Cedar Blue Plan", 7, 12, promise="done"),
    Repeat("Wrong plan billed (carve-out)", "Optima Behavioral", 2, 8, promise="done"),
    Repeat("No authorization on file", "Northstate Medicaid", 2, 6, promise="not_done"),
    Repeat("Clinician not linked to the group", "Lakeland HMO", 5, 5, promise="started"),
    Repeat("Records needed to decide", "Northstate Medicaid", 2, 3),
    Repeat("Place of service does not fit", "Northstate Medicaid", 1, 2),
)
