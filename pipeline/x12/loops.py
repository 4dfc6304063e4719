"""Which loop a segment stands in: takes segment ids in order and a layout, refuses none.

Nothing is walked: every opener and closer is found at once, and what is open is filled forward.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Int32s
from pipeline.x12.layouts import Layout
from pipeline.x12.segment_ids import Occurrences

_NO_DEPTH = 255
_SET_DEPTH = 1


def open_loops(
    layout: Layout, occurrences: Occurrences, number: Int32s, carried: Mapping[str, int]
) -> dict[str, Int32s]:
    """Return for each loop the number of the opener each segment stands in, 0 where none is open.

    Args:
        layout: The layout that reads the segments.
        occurrences: Where each segment id stands among them.
        number: Segment numbers.
        carried: Openers still open when the first segment starts; an ST closes them all.
    """
    names = {name: code for code, name in enumerate(dict.fromkeys(p.name for p in layout.loops), 1)}
    depths = np.full(len(number), _NO_DEPTH, dtype=np.uint8)
    opened = np.zeros(len(number), dtype=np.uint8)
    depths[occurrences.of("ST")] = _SET_DEPTH
    for closer, depth in layout.closes.items():
        depths[occurrences.of(closer)] = depth
    found: dict[str, Int32s] = {}
    for loop in layout.loops:
        openers = occurrences.of(loop.opener)
        if loop.inside:
            openers = openers[found[loop.inside][openers] > 0]
        depths[openers] = loop.depth
        opened[openers] = names[loop.name]
        if any(other.inside == loop.name for other in layout.loops):
            found[loop.name] = _filled(
                depths <= loop.depth, opened == names[loop.name], number, carried.get(loop.name, 0)
            )
    for loop in layout.loops:
        found[loop.name] = _filled(
            depths <= loop.depth, opened == names[loop.name], number, carried.get(loop.name, 0)
        )
    return found


def _filled(
    is_event: NDArray[np.bool_], is_opener: NDArray[np.bool_], number: Int32s, before: int
) -> Int32s:
    """Fill forward: the number of the last event when that is an opener, else 0."""
    events = np.flatnonzero(is_event)
    values = np.where(is_opener[events], number[events], 0)
    lengths = np.diff(events, prepend=0, append=len(number))
    return np.repeat(np.concatenate([[before], values]).astype(np.int32), lengths)
