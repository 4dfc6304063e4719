"""What a file is: takes a set's code, version and content; refuses to go by a name."""

import numpy as np
from numpy.typing import NDArray

from pipeline.x12.segments import Chunk, pack

FEEDS = {
    "835": "remittance",
    "277CA": "claim_status",
    "277": "claim_status",
    "999": "acknowledgement",
    "TA1": "acknowledgement",
    "837P": "submitted_claims",
    "837I": "submitted_claims",
    "837D": "submitted_claims",
}
"""Format of a file to the feed it belongs to; every other format belongs to ``unknown``."""

CLAIM_FORMATS = frozenset(kind for kind, feed in FEEDS.items() if feed == "submitted_claims")

_GUIDES = {
    "835": {},
    "277": {"X214": "277CA", "X167": "277CA", "X212": "277", "X213": "277", "X093": "277"},
    "999": {},
    "997": {},
    "837": {
        "X222": "837P",
        "X098": "837P",
        "X223": "837I",
        "X096": "837I",
        "X224": "837D",
        "X097": "837D",
    },
}
_SERVICES = {pack("SV1"): "837P", pack("SV2"): "837I", pack("SV3"): "837D"}
_CLAIM_ACKNOWLEDGEMENT = "TH"

UNLESS_TOLD = {"277": "277", "837": "837P"}
"""Format of a set that names no guide, when its content does not tell it either."""


def kind_by_guide(set_code: str, version: str) -> str:
    """Return the format of a set; empty for an unknown one, and when only its content can tell."""
    guides = _GUIDES.get(set_code)
    if guides is None:
        return ""
    for guide, kind in guides.items():
        if guide in version:
            return kind
    if set_code in UNLESS_TOLD:
        return ""
    return "999" if set_code == "997" else set_code


def kind_by_content(set_code: str, number: int, chunk: Chunk, rows: NDArray[np.int64]) -> str:
    """Return the format of a set by what a chunk holds of it; empty while that does not tell.

    Args:
        set_code: A key of ``UNLESS_TOLD``.
        number: Number of its ST.
        chunk: Where to look.
        rows: The segments of the set there, in order; a set may go on in the next chunk.
    """
    if set_code == "837":
        services = np.array(list(_SERVICES), dtype=np.uint32)
        found = rows[np.isin(chunk.ids[rows], services)]
        return _SERVICES[int(chunk.ids[found[0]])] if len(found) else ""
    second = rows[chunk.number[rows] == number + 1]
    if not len(second):
        return ""
    return "277CA" if _says_acknowledgement(chunk, int(second[0])) else "277"


def _says_acknowledgement(chunk: Chunk, row: int) -> bool:
    """Return whether the segment is a BHT whose type is that of a claim acknowledgement."""
    at = int(chunk.first[row]) + 6
    if chunk.ids[row] != pack("BHT") or at > chunk.last[row]:
        return False
    return (chunk.elements[at].as_py() or "").strip(" ") == _CLAIM_ACKNOWLEDGEMENT
