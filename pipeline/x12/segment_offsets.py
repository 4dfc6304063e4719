"""Where segments of a file begin: takes the bytes and segment numbers as every raw table has them.

A second pass, for the few segments that somebody asks for. Refuses nothing; a number that no
segment has is left out.
"""

from collections.abc import Collection

import numpy as np

from pipeline.x12.framing import stretches
from pipeline.x12.runs import runs, spans
from pipeline.x12.windows import Bytes

_RUN_BYTES = 2 << 20


def offsets_of(data: Bytes, numbers: Collection[int]) -> dict[int, int]:
    """Return the first byte, from 0, of each of the segments."""
    wanted = np.array(sorted(numbers), dtype=np.int64)
    found: dict[int, int] = {}
    count = 0
    for stretch in stretches(data):
        if stretch.delimiters is None:
            count += 1
            if count in numbers:
                found[count] = stretch.start
            continue
        first = count + 1
        for run, _ in runs(data, stretch, first, _RUN_BYTES):
            count = run.first_number + run.count - 1
            inside = wanted[(wanted >= run.first_number) & (wanted <= count)]
            if len(inside):
                starts, _ = spans(data[run.start : run.stop], run.delimiters)
                own = starts[inside - run.first_number] + run.start
                found |= dict(zip(inside.tolist(), own.tolist(), strict=True))
    return found
