"""Interchanges around transaction sets: ISA to IEA, counted and numbered.

Takes sets as lists of segments written with ``*`` and ``:``. Gives bytes in a sender's own
delimiters.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.payers import USUAL, Delimiters

VERSIONS = {
    "HC": ("837", "005010X222A1"),
    "HP": ("835", "005010X221A1"),
    "FA": ("999", "005010X231A1"),
    "HN": ("277", "005010X214"),
}
"""Functional code: set code and version."""

STATUS_RESPONSE = "005010X212"
"""Version of a 277 that answers for claims already taken in."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a file, to whom, and how it writes."""

    name: str
    receiver: str
    delimiters: Delimiters = USUAL
    line_end: str = ""


class Numbers:
    """Control numbers, counted apart for each sender."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def next(self, sender: str) -> int:
        """Return the next number of a sender, from 1001."""
        self._last[sender] += 1
        return 1000 + self._last[sender]


def interchange(
    sender: Sender,
    day: date,
    control: int,
    functional_code: str,
    sets: list[list[str]],
    version: str = "",
) -> bytes:
    """Return one interchange with one group; ``control`` numbers both."""
    set_code, usual = VERSIONS[functional_code]
    version = version or usual
    segments = [
        f"ISA*00*          *00*          *ZZ*{sender.name:<15}*ZZ*{sender.receiver:<15}"
        f"*{day:%y%m%d}*0630*^*00501*{control:09d}*0*P*:",
        f"GS*{functional_code}*{sender.name}*{sender.receiver}*{day:%Y%m%d}*0630*{control}*X"
        f"*{version}",
    ]
    for number, body in enumerate(sets, start=1):
        segments.append(f"ST*{set_code}*{number:04d}*{version}")
        segments.extend(body)
        segments.append(f"SE*{len(body) + 2}*{number:04d}")
    segments += [f"GE*{len(sets)}*{control}", f"IEA*1*{control:09d}"]
    return written("~".join(segments) + "~", sender)


def written(text: str, sender: Sender) -> bytes:
    """Return a text in a sender's delimiters; no value may contain one of the usual four."""
    marks = sender.delimiters
    table = {
        "*": marks.element,
        ":": marks.component,
        "^": marks.repetition,
        "~": marks.terminator + sender.line_end,
    }
    return text.translate(str.maketrans(table)).encode("ascii")


def usd(cents: int) -> str:
    """Write cents the way payers do: 185, 92.5, -0.37."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
