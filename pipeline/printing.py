"""Packet and worklists as files in a practice's folders.

Takes what packing hands over. Refuses to leave half a file: a PDF appears whole or not at all, and
a full disk leaves the old one.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.delivery import SUMMARY, WORKLISTS, packet_path
from pipeline.practice import Practice
from pipeline.resources.whole_files import replace_file
from reports.packet import Packet, Worklists
from reports.render import render_summary, render_worklists


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was written: where, how long, and the digest of its bytes."""

    path: Path
    byte_count: int
    sha256: str


def print_packet(practice: Practice, packet: Packet) -> Printed:
    """Render a week's summary into the practice's packets folder; the same week, the same name.

    Raises:
        PacketError: Totals of its pages do not tie.
    """
    return _write(packet_path(practice, packet.packet_week, SUMMARY), render_summary(packet))


def print_worklists(practice: Practice, worklists: Worklists) -> Printed:
    """Render the day's worklists, an owner after the other, into the practice's folder."""
    name = f"{worklists.as_of_on.isoformat()}-{WORKLISTS}.pdf"
    return _write(practice.worklists_folder / name, render_worklists(worklists))


def _write(path: Path, pdf: bytes) -> Printed:
    with tempfile.TemporaryDirectory() as folder:
        rendered = Path(folder) / path.name
        rendered.write_bytes(pdf)
        replace_file(rendered, path)
    return Printed(path, len(pdf), hashlib.sha256(pdf).hexdigest())
