"""Segment ids as small numbers, and where each of them stands: takes packed ids, refuses none."""

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.arrow import Int32s

UNREADABLE = "?"
"""Segment id under which is counted what has no valid one."""

Codes = NDArray[np.uint16]

_BASE = 37
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = np.full(256, 255, dtype=np.uint16)
_DIGITS[0] = 0
_DIGITS[list(_SIGNS.encode("ascii"))] = np.arange(1, _BASE, dtype=np.uint16)
_LETTER_FROM = 11


def id_codes(ids: NDArray[np.uint32]) -> Codes:
    """Return a small number for each valid segment id, 0 for others (two or three of A-Z, 0-9)."""
    digits = _DIGITS[ids.view(np.uint8).reshape(-1, 4)]
    letter = (digits[:, 0] >= _LETTER_FROM) & (digits[:, 0] < _BASE)
    valid = letter & (digits[:, 1] > 0) & (digits[:, 1] < _BASE) & (digits[:, 2] < _BASE)
    valid &= (ids >> 24) == 2 + (digits[:, 2] > 0)
    codes = (digits[:, 0] * np.uint16(_BASE) + digits[:, 1]) * np.uint16(_BASE) + digits[:, 2]
    return np.where(valid, codes, np.uint16(0))


def id_code(segment_id: str) -> int:
    """Return the number ``id_codes`` gives a valid segment id."""
    code = 0
    for sign in segment_id.ljust(3):
        code = code * _BASE + _SIGNS.find(sign) + 1
    return code


def id_text(code: int) -> str:
    """Return the segment id of a code."""
    digits = (code // (_BASE * _BASE), code // _BASE % _BASE, code % _BASE)
    return "".join(_SIGNS[d - 1] for d in digits if d) or UNREADABLE


class Occurrences:
    """Where each segment id stands among some segments, found by one sort for all ids."""

    def __init__(self, codes: Codes) -> None:
        """Take the codes of the segments, in their order."""
        self._places = np.argsort(codes, kind="stable").astype(np.int32)
        self._stops = np.cumsum(np.bincount(codes))

    def of(self, *segment_ids: str) -> Int32s:
        """Return the places of the segments with one of some ids, ascending."""
        found = [self._of(id_code(segment_id)) for segment_id in segment_ids]
        return found[0] if len(found) == 1 else np.sort(np.concatenate(found))

    def _of(self, code: int) -> Int32s:
        if code >= len(self._stops):
            return self._places[:0]
        return self._places[self._stops[code - 1] : self._stops[code]]
