"""How a figure is written: dollars, dates, counts, rates. Refuses a percentage over few claims."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

CLAIMS_FOR_A_RATE = 20
"""Under this many claims a percentage says more about luck than about the practice."""

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
MINUTES_PRINTED_AS_HOURS = 120


def usd(amount: Decimal | int) -> str:
    """Write whole dollars: ``Decimal("-1234.50")`` is a minus sign and ``$1,235``."""
    dollars = Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{MINUS if dollars < 0 else ''}${abs(dollars):,}"


def cents(amount: Decimal) -> str:
    """Write dollars and cents, where a difference is the point: ``$1,234.50``."""
    exact = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{MINUS if exact < 0 else ''}${abs(exact):,}"


def count(number: int) -> str:
    """Write a count with its thousands: ``1,234``."""
    return f"{number:,}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: ``1 claim``, ``2 claims``, ``2 batches``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Write a small number as a word, a larger one in figures: ``three``, ``11``."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else count(number)


def day(value: date | None) -> str:
    """Write a date as people say it, without a year: ``Nov 24``; none as a dash."""
    return NONE if value is None else f"{MONTHS[value.month - 1][:3]} {value.day}"


def full_day(value: date) -> str:
    """Write a date with its year: ``Nov 24, 2026``."""
    return f"{day(value)}, {value.year}"


def long_day(value: date) -> str:
    """Write a date in full: ``Monday, November 23, 2026``."""
    return f"{weekday(value)}, {MONTHS[value.month - 1]} {value.day}, {value.year}"


def weekday(value: date) -> str:
    """Name the day of the week: ``Monday``."""
    return DAYS[value.weekday()]


def span(first: date, last: date) -> str:
    """Write a stretch of days, both included: ``Nov 16 to Nov 22, 2026``."""
    start = day(first) if first.year == last.year else full_day(first)
    return f"{start} to {full_day(last)}"


def figure(value: Decimal | int, places: int = 0) -> str:
    """Write a number rounded half up to ``places``: ``4.0``."""
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,}"


def chance(probability: Decimal) -> str:
    """Write a chance without rounding away its tenth: ``75%``, ``42.5%``."""
    tenths = figure(probability * 100, 1)
    return f"{tenths.removesuffix('.0')}%"


def rate(value: Decimal, claim_count: int) -> str | None:
    """Write a rate as a percentage with one decimal, or nothing at all over few claims.

    Returns:
        ``None`` under 20 claims: print the counts instead.
    """
    if claim_count < CLAIMS_FOR_A_RATE:
        return None
    return f"{figure(value * 100, 1)}%"


def tenths(share: Decimal) -> str:
    """Write a share as people say it: ``3 in 10``; the ends as ``few`` and ``nearly all``."""
    whole = int((min(share, Decimal(1)) * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if whole == 0:
        return "few"
    return "nearly all" if whole == len(NUMBER_WORDS) - 1 else f"{whole} in 10"


def work_time(minutes: int) -> str:
    """Write time to plan with: ``75 minutes``, from two hours on ``10 hours``."""
    if minutes < MINUTES_PRINTED_AS_HOURS:
        return counted(minutes, "minute")
    return counted(int(figure(Decimal(minutes) / 60).replace(",", "")), "hour")


def lowered(text: str) -> str:
    """Start a phrase small, for use inside a sentence; an abbreviation keeps its capitals."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Join names as in speech: ``A``, ``A and B``, ``A, B and C``."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
