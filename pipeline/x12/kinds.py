"""What a file is: takes a set's code and version, gives its format; refuses to go by a name."""

import numpy as np

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
_CLAIM_ACKNOWLEDGEMENT = "TH"


def kind_of(chunk: Chunk, row: int, set_code: str, version: str) -> str:
    """Return the format of the set whose ST is segment ``row``; empty for an unknown set."""
    guides = _GUIDES.get(set_code)
    if guides is None:
        return ""
    for guide, kind in guides.items():
        if guide in version:
            return kind
    if set_code == "277":
        return "277CA" if _says_acknowledgement(chunk, row + 1) else "277"
    if set_code == "837":
        return _by_services(chunk, row)
    return "999" if set_code == "997" else set_code


def _says_acknowledgement(chunk: Chunk, row: int) -> bool:
    """Return whether the segment is a BHT whose type is that of a claim acknowledgement."""
    if row >= len(chunk) or chunk.ids[row] != pack("BHT"):
        return False
    at = int(chunk.first[row]) + 6
    return at <= chunk.last[row] and chunk.elements[at].as_py() == _CLAIM_ACKNOWLEDGEMENT


def _by_services(chunk: Chunk, row: int) -> str:
    """Return the format by the first service segment; professional when there is none."""
    services = {pack("SV1"): "837P", pack("SV2"): "837I", pack("SV3"): "837D"}
    wanted = np.array(list(services), dtype=np.uint32)
    found = np.flatnonzero(np.isin(chunk.ids[row:], wanted))
    return services[int(chunk.ids[row + found[0]])] if len(found) else "837P"
