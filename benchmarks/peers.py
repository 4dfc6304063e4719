"""Readers of X12 from PyPI beside ours, on real files: who reads what, and who gets it right.

    python benchmarks/peers.py --venvs FOLDER [SAMPLES]

SAMPLES (else TRIAGE_SAMPLES) is a folder of files with an ``expected.tsv``. Each peer of
``benchmarks/requirements.txt`` is installed with pip into a virtual environment of its own below
FOLDER, where it stays for the next run; a peer that cannot be installed is told as such.

Counted are the 835s in which a reader gets exactly right: how many claims, their charges, their
payments, the sum of all adjustments, every group code with its CARC, and every RARC. "Read" means
that nothing was raised. What was adapted, so that each peer shows its best:

* Text is decoded for them and begins with the first letter; otherwise the file is as it was found.
* pyx12 ``segments``, badX12 and linuxforhealth-x12 ``segments`` only split: which element is a
  charge or a code is said by our driver, in their favor. pyx12 ``loops`` walks its own 835 map.
* linuxforhealth-x12 runs on the first pydantic (it does not start on the second), badX12 with a
  name put back that left Python with 3.10.
* openx12 and edi-835-parser read money into binary floats; each amount is taken for the decimal it
  prints as, and sums are made of those, so a float alone costs nobody a cent.
* openx12 and edi-cli keep no remarks, edi-835-parser only the first adjustment of a segment and
  none of a claim: that is what they are, nothing was mended.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.drivers.readers import READERS
from benchmarks.environments import REQUIREMENTS, drive, environment, peers
from benchmarks.truth import Truth, carc_codes, found_by, rarc_codes, sums_of, truths
from pipeline.x12.reading import read

COLUMNS: tuple[str, ...] = ("read", "claims", "charge", "paid", "adjusted", "CARC", "RARC", "all")
_FINDERS = [name for name in READERS if READERS[name].find is not None]


@dataclass(frozen=True)
class Score:
    """In how many files a reader got each column right."""

    reader: str
    right: dict[str, int]
    errors: tuple[str, ...] = ()


def score(reader: str, said: Sequence[dict[str, Any]], truth: Sequence[Truth]) -> Score:
    """Compare what a reader says of files with what they truly say."""
    right: dict[str, int] = dict.fromkeys(COLUMNS, 0)
    for one, true in zip(said, truth, strict=True):
        if "error" in one:
            continue
        sums = sums_of(one)
        marks = {name: sums[name] == true.sums[name] for name in sums}
        marks["CARC"] = carc_codes(one) == true.carc_codes
        marks["RARC"] = rarc_codes(one) == true.rarc_codes
        marks["all"] = all(marks.values())
        right["read"] += 1
        for name, is_right in marks.items():
            right[name] += is_right
    errors = sorted({one["error"] for one in said if "error" in one})
    return Score(reader, right, tuple(errors))


def ours(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Return what our engine says of each file."""
    return [found_by(read([(file.name, file.read_bytes())]).tables).as_json() for file in files]


def table(scores: Sequence[Score], missing: Sequence[str], count: int) -> Iterable[str]:
    """Yield the lines of the table."""
    yield f"{f'of {count} files':30}" + "".join(f"{name:>10}" for name in COLUMNS) + "  raised"
    for each in scores:
        counts = "".join(f"{each.right[name]:>10}" for name in COLUMNS)
        yield f"{each.reader:30}{counts}  {', '.join(each.errors) or '-'}"
    for name in missing:
        yield f"{name:30}  not installed"


def main(samples: Path, venvs: Path) -> None:
    """Print the table."""
    truth = truths(samples)
    files = [samples / each.path for each in truth]
    scores, missing = [score("ours", ours(files), truth)], []
    for peer in peers(REQUIREMENTS.read_text(encoding="utf-8")):
        python = environment(peer, venvs)
        if python is None:
            missing.append(peer.name)
            continue
        own = [name for name in _FINDERS if name.split()[0] == peer.name]
        scores += [score(name, drive(python, "find", name, files), truth) for name in own]
    print("\n".join(table(scores, missing, len(files))))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("samples", nargs="?", default=os.environ.get("TRIAGE_SAMPLES"))
    options.add_argument("--venvs", type=Path, required=True, help="folder of the environments")
    given = options.parse_args()
    if not given.samples:
        sys.exit("No folder of sample files: name one, or set TRIAGE_SAMPLES.")
    main(Path(given.samples), given.venvs)
