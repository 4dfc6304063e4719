"""Files to start from: a season of the invented practice, written-out texts, samples if any."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from pipeline.synthetic import Season, write_season
from pipeline.x12.reading import read
from tests.x12.texts import ACKNOWLEDGEMENT, CLAIM_STATUS, CLAIMS, REMITTANCE, Marks, interchange

Kinds = dict[str, list[bytes]]

TODAY = date(2026, 3, 2)
MOST_OF_A_KIND = 30
MOST_SAMPLE_BYTES = 30_000


def seeds(seed: int) -> Kinds:
    """Return small files of every kind, by kind."""
    kinds: Kinds = {}
    for data in [*_season(seed), *_samples()]:
        kinds.setdefault(_kind(data), []).append(data)
    chosen = {kind: _spread(files) for kind, files in kinds.items()}
    for name, text in TEXTS.items():
        chosen.setdefault(name, []).extend(_dressed(text))
    return chosen


def season_files(seed: int, weeks: int, size: float) -> list[bytes]:
    """Return the files of a season of the invented practice."""
    with tempfile.TemporaryDirectory() as folder:
        season = Season(seed=seed, as_of_on=TODAY, weeks=weeks, size=size)
        inbox = write_season(Path(folder), season).inbox
        return [path.read_bytes() for path in sorted(inbox.iterdir())]


def sample_files() -> list[bytes]:
    """Return the samples, when TRIAGE_SAMPLES names their folder."""
    if "TRIAGE_SAMPLES" not in os.environ:
        return []
    folder = Path(os.environ["TRIAGE_SAMPLES"])
    listed = (folder / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(folder / line.split("\t")[0]).read_bytes() for line in listed]


def _season(seed: int) -> list[bytes]:
    return season_files(seed, weeks=6, size=0.05)


def _samples() -> list[bytes]:
    return [data for data in sample_files() if len(data) <= MOST_SAMPLE_BYTES]


def _kind(data: bytes) -> str:
    return read([("file", data)]).files["format"].to_pylist()[0]


def _spread(files: list[bytes]) -> list[bytes]:
    """Choose among the different files, from the smallest to the largest."""
    different = sorted(set(files), key=lambda data: (len(data), data))
    step = max(1, len(different) // MOST_OF_A_KIND)
    return different[::step][:MOST_OF_A_KIND]


def _dressed(text: str) -> list[bytes]:
    """Write a text in several delimiters and versions."""
    if text.startswith("TA1"):
        return [interchange(extra=text, marks=marks) for marks in MARKS]
    made = [interchange(text, marks=marks) for marks in MARKS]
    old = {b"005010X221A1": b"004010X091A1", b"005010X222A1": b"004010X098A1"}
    old |= {b"005010X223A2": b"004010X096A1", b"005010X214": b"004010X167", b"00501": b"00401"}
    earlier = made[0]
    for new_version, old_version in old.items():
        earlier = earlier.replace(new_version, old_version)
    return [*made, earlier, Marks().write(text).encode()]


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


MARKS = (Marks(), Marks("|", ">", "!", "\n"), Marks("\x1d", "\x1f", "\x1c", "\x1e"))
MARKS += (Marks(line_end="\r\n"),)
_TA1 = "TA1*000000001*240105*1200*R*001"
TEXTS: dict[str, str] = {
    "835": REMITTANCE,
    "277CA": CLAIM_STATUS,
    "277": _changed(CLAIM_STATUS, ("005010X214", "005010X212"), ("*TH", "*DG")),
    "999": ACKNOWLEDGEMENT,
    "997": _changed(ACKNOWLEDGEMENT, ("ST*999", "ST*997"), ("IK", "AK"), ("*005010X231A1", "")),
    "837P": CLAIMS,
    "837I": _changed(CLAIMS, ("005010X222A1", "005010X223A2"), ("SV1*HC", "SV2*0900*HC")),
    "TA1": _TA1,
}
