"""The methods to beat: what practices and books do today.

Both say a cell when it newly enters alarm, and not again while it stays there. Both count lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.causes.lines import NOT_DENIED, Found, Lines

_ENOUGH, _OF_WEEKS = 3, 4  # "three in four weeks"
_XMR_FACTOR = 2.66  # Shewhart's 3 sigma, from the mean moving range: 3 / 1.128
_XMR_HISTORY, _XMR_LEAST_HISTORY = 26, 13
# A chart of a cell that was never denied has its limit at 0; it too wants three denials before it
# speaks, or every first denial would be an alarm (2026-11-30, as the rule above).
_XMR_ENOUGH = 3


def three_in_four_weeks(lines: Lines, week: int) -> Sequence[Found]:
    """Say each payer and category that has three denials in four weeks, and had not a week ago."""
    counts = _weekly(lines, "payer_id", week, _OF_WEEKS + 1)
    now = counts[:, :, 1:].sum(axis=2) >= _ENOUGH
    before = counts[:, :, :-1].sum(axis=2) >= _ENOUGH
    since = week - _OF_WEEKS + 1 + (counts[:, :, 1:] > 0).argmax(axis=2)
    return [
        Found(int(category), {"payer_id": int(payer)}, int(since[payer, category]), "lasting")
        for payer, category in np.argwhere(now & ~before)
    ]


def xmr(lines: Lines, week: int) -> Sequence[Found]:
    """Say each value of a field and category whose week is above its chart's upper limit.

    Individuals and moving ranges of weekly counts, over up to 26 weeks before; one point outside.
    """
    found = []
    for name in lines.fields:
        counts = _weekly(lines, name, week, min(week + 1, _XMR_HISTORY + 2))
        now = _is_outside(counts[:, :, -_XMR_HISTORY - 1 :])
        before = _is_outside(counts[:, :, :-1])
        found += [
            Found(int(category), {name: int(value)}, week, "burst")
            for value, category in np.argwhere(now & ~before)
        ]
    return found


def _is_outside(counts: np.ndarray) -> np.ndarray:
    """Say of which cells the last week is outside the limit that the weeks before it set."""
    history, last = counts[:, :, :-1], counts[:, :, -1]
    if history.shape[2] < _XMR_LEAST_HISTORY:
        return np.zeros(last.shape, dtype=bool)
    ranges = np.abs(np.diff(history, axis=2)).mean(axis=2)
    return (last > history.mean(axis=2) + _XMR_FACTOR * ranges) & (last >= _XMR_ENOUGH)


def _weekly(lines: Lines, name: str, week: int, weeks: int) -> np.ndarray:
    """Count denials by value, category and week, over so many weeks up to this one."""
    part = lines.between(week - weeks + 1, week)
    category = lines.category[part]
    is_denied = category != NOT_DENIED
    shape = len(lines.values[name]), len(lines.categories), weeks
    places = (
        lines.fields[name][part][is_denied],
        category[is_denied],
        lines.known_week[part][is_denied] - (week - weeks + 1),
    )
    flat = np.ravel_multi_index(places, shape)
    return np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)
