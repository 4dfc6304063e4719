"""Virtual environments of the peers: one for each block of ``requirements.txt``.

A peer never becomes a dependency of the project. Its environment is made in a folder that is given,
and used again while its block is unchanged. One that cannot be made (no index, no wheel for this
Python) is left out, and its readers are reported as not installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "benchmarks" / "requirements.txt"
_STAMP = "benchmark-requirements.txt"


@dataclass(frozen=True)
class Peer:
    """A package and the pins of its environment; the first one names it, as ``name==version``."""

    requirements: tuple[str, ...]

    @property
    def name(self) -> str:
        """The package's name."""
        return self.requirements[0].partition("==")[0]


def peers(requirements: str) -> list[Peer]:
    """Return the peers of a requirements file, one for each block between blank lines."""
    lines = [line.partition("#")[0].strip() for line in requirements.splitlines()]
    blocks = "\n".join(lines).split("\n\n")
    return [Peer(tuple(block.split())) for block in blocks if block.strip()]


def environment(peer: Peer, folder: Path) -> Path | None:
    """Return the Python of a peer's environment, made if it is not there; None if it cannot be."""
    place = folder / peer.name
    python, stamp = place / "bin" / "python", place / _STAMP
    wanted = "\n".join(peer.requirements)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(place)],
        [str(python), "-m", "pip", "install", "--quiet", *peer.requirements],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{peer.name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return None
    stamp.write_text(wanted, encoding="utf-8")
    return python


def drive(python: Path, what: str, reader: str, files: Sequence[Path]) -> Any:
    """Let a peer's reader work in its own environment and return what the driver says.

    Raises:
        subprocess.CalledProcessError: If the driver itself fails; its traceback is in ``stderr``.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "said.json"
        command = [str(python), "-m", "benchmarks.drivers.drive", what, reader, str(out)]
        subprocess.run([*command, *map(str, files)], cwd=ROOT, capture_output=True, check=True)
        return json.loads(out.read_text(encoding="utf-8"))
