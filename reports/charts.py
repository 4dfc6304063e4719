"""Inline SVG, drawn here: same input, same bytes. Every figure carries its numbers in words.

Sizes are points. Page CSS does not reach into SVG, so font, size and fill are attributes; the
alternative text is the first-level ``<title>``, the only one the tagged PDF picks up.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup, escape

from reports.lettering import plain
from reports.packet import Series, Verdict
from reports.packet.vocabulary import WEEKS_SHOWN

INK, GREY, BLUE, RUST = "#1b1b1b", "#4a4f55", "#0b4a7d", "#a13600"
BAND, PALE, MIDLINE = "#e6eaee", "#87919c", "#7a8490"
AGES = ("#dde3e9", "#b8c2cc", "#8b9aa9", "#55687a", "#22313f")
AGE_INKS = (INK, INK, INK, "#ffffff", "#ffffff")
DIGIT_EM = 0.54
"""Widest advance of a bold figure or comma in the packet's face, in em."""

EDGE = 4.5
"""Room for the marker at both ends of a line."""

ORIGIN_ROOM, AGE_ROOM = 166.0, 218.0
"""Longest bar; the words after it need the rest of the column: counts of five digits and a sign."""

ORIGIN_WIDTH, AGE_WIDTH = 390.0, 390.0
IN_TABLE = 9.5
"""Size of every word in a chart: charts stand in tables, and no smaller type does."""

END_ROOM, END_SIZE, END_LINE = 30.0, IN_TABLE, 10.5

Number = Decimal | int


def _n(value: Number | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}pt" height="{_n(height)}pt" '
        f'viewBox="0 0 {_n(width)} {_n(height)}">'
    )
    return Markup(f"{head}<title>{escape(plain(title))}</title>{''.join(parts)}</svg>")  # noqa: S704 - built here


def _text(x: float, y: float, size: float, words: str, style: str) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-family="Source Sans 3" font-size="{_n(size)}" '
        f"{style}>{escape(plain(words))}</text>"
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'
    )


def _outlined(x: float, width: float, height: float, fill: str) -> str:
    """Draw a part whose pale fill alone would not stand out from the page or the next part."""
    return (
        f'<rect x="{_n(x + 0.25)}" y="0.25" width="{_n(width)}" height="{_n(height - 0.5)}" '
        f'fill="{fill}" stroke="{GREY}" stroke-width="0.5"/>'
    )


def _marker(x: float, y: float, verdict: Verdict) -> str:
    if verdict in ("above", "below"):
        tips = ((x, y - 4.4), (x + 4.4, y), (x, y + 4.4), (x - 4.4, y))
        corners = f"M{'L'.join(f'{_n(a)} {_n(b)}' for a, b in tips)}Z"
        return f'<path d="{corners}" fill="{RUST}"/>'
    hollow = f'fill="#ffffff" stroke="{INK}" stroke-width="1.3"'
    style = hollow if verdict == "not_compared" else f'fill="{BLUE}"'
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.6" {style}/>'


def _line(points: Sequence[tuple[float, float]]) -> str:
    if len(points) == 1:
        x, y = points[0]
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="1" fill="{INK}"/>'
    path = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{INK}" stroke-width="1.2"/>'


def _band(series: Series, width: float, up: Callable[[Number], float]) -> list[str]:
    if series.usual_low is None or series.usual_high is None:
        return []
    top, bottom = up(series.usual_high), up(series.usual_low)
    # The range of a stock is this week's alone: it stands behind the last step.
    start = width - EDGE - (width - 2 * EDGE) / (WEEKS_SHOWN - 1) if series.is_stock else EDGE
    parts = [_rect(start, top, width - EDGE - start, max(bottom - top, 1.0), BAND)]
    if series.usual_mean is not None and not series.is_stock:
        parts.append(_rect(EDGE, up(series.usual_mean) - 0.25, width - 2 * EDGE, 0.5, MIDLINE))
    return parts


def spark(
    series: Series, title: str, width: float, height: float, ends: tuple[str, str] = ("", "")
) -> Markup:
    """Draw up to 13 weeks as a line over the usual range, the last week marked.

    A dot is inside the range or not judged, a diamond is outside it, a ring is not compared. An
    unknown week is a gap; a young record starts further right. ``ends`` are words for the top and
    the bottom of the range, set at its edges in 28 pt more at the right.
    """
    known = [float(value) for value in series.values if value is not None]
    limits = [float(x) for x in (series.usual_low, series.usual_high) if x is not None]
    low, high = min(known + limits, default=0.0), max(known + limits, default=1.0)
    scale = (height - 2 * EDGE) / ((high - low) or 1.0)
    step = (width - 2 * EDGE) / (WEEKS_SHOWN - 1)
    start = WEEKS_SHOWN - len(series.values)

    def across(index: int) -> float:
        return EDGE + (start + index) * step

    def up(value: Number | float) -> float:
        return height / 2 if high == low else height - EDGE - (float(value) - low) * scale

    parts = _band(series, width, up)
    points = [(across(i), None if v is None else up(v)) for i, v in enumerate(series.values)]
    for is_known, run in groupby(points, key=lambda point: point[1] is not None):
        if is_known:
            parts.append(_line([(x, y or 0.0) for x, y in run]))
    last_x, last_y = points[-1]
    if last_y is not None:
        parts.append(_marker(last_x, last_y, series.verdict))
    if limits and any(ends):
        parts += _end_words(width, height, ends, up(limits[1]), up(limits[0]))
        return _svg(width + END_ROOM, height, title, parts)
    return _svg(width, height, title, parts)


def _end_words(
    width: float, height: float, ends: tuple[str, str], top: float, bottom: float
) -> list[str]:
    """Set both words at the edges of the range, kept a line apart where the range is narrow."""
    apart = max(END_LINE - (bottom - top), 0.0) / 2
    lower = min(bottom + apart + 3, height - 1.5)
    upper = min(top - apart + 3, lower - END_LINE)
    style = f'font-weight="400" fill="{GREY}"'
    return [
        _text(width + 3, upper, END_SIZE, ends[0], style),
        _text(width + 3, lower, END_SIZE, ends[1], style),
    ]


def bar(value: int, most: int, width: float) -> Markup:
    """Draw a bar beside a printed number: decoration, so no figure and no alternative text."""
    points = width * value / most if most else 0.0
    return Markup('<span class="bar" style="width:{}pt"></span>').format(_n(max(points, 1.5)))


def origin_bar(
    claim_count: int, usual: Decimal | None, most: Number, after: str, *, fill: str
) -> Markup:
    """Draw one origin: claims as a bar, the usual count as a tick, the words after it.

    Args:
        claim_count: this week.
        usual: mean of the 3 weeks before; ``None`` draws no tick.
        most: the longest bar or tick of the chart.
        after: grey words behind the bold count.
        fill: colour of the bar.
    """
    room, height = ORIGIN_ROOM, 18.0
    end = room * claim_count / float(most or 1)
    tick = None if usual is None else room * float(usual) / float(most or 1)
    parts = [_rect(0, 3, end, 13, fill)] if claim_count else []
    if tick is not None:
        parts += [_rect(tick - 1.6, 1, 3.2, 17, "#ffffff"), _rect(tick - 0.8, 1, 1.6, 17, INK)]
    at = max(end, tick or 0.0) + 7
    number = f"{claim_count:,}"
    parts.append(_text(at, 13, 10, number, f'font-weight="700" fill="{INK}"'))
    gap = at + len(number) * 10 * DIGIT_EM + 6
    parts.append(_text(gap, 13, IN_TABLE, after, f'font-weight="400" fill="{GREY}"'))
    return _svg(ORIGIN_WIDTH, height, f"{number} claims this week, {after}", parts)


def age_bar(open_usd: Sequence[int], most: int, total: str, after: str, title: str) -> Markup:
    """Draw open dollars by age, youngest first, a value inside a part only where it fits.

    Args:
        open_usd: five ages; what is below zero (taken back) has no length.
        most: length of the longest bar, in dollars.
        total: bold words after the bar.
        after: grey words after those.
        title: the figures in words.
    """
    room, height, x = AGE_ROOM, 15.0, 0.0
    parts: list[str] = []
    for dollars, fill, ink in zip(open_usd, AGES, AGE_INKS, strict=True):
        wide = room * max(dollars, 0) / (most or 1)
        parts.append(_outlined(x, wide, height, fill))
        inside = f"${dollars:,}"
        if wide > len(inside) * IN_TABLE * DIGIT_EM + 8:
            style = f'font-weight="600" fill="{ink}" text-anchor="middle"'
            parts.append(_text(x + wide / 2, 10.9, IN_TABLE, inside, style))
        x += wide
    parts.append(_text(x + 5, 11, IN_TABLE, total, f'font-weight="700" fill="{INK}"'))
    at = x + 5 + len(total) * IN_TABLE * DIGIT_EM + 7
    parts.append(_text(at, 11, IN_TABLE, after, f'font-weight="400" fill="{GREY}"'))
    return _svg(AGE_WIDTH, height, title, parts)
