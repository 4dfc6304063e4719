"""A week's packet as files: the PDF and its edition for screens, both or neither."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from pipeline.practice import Practice
from pipeline.printing import print_packet
from reports.packet import PacketError
from tests.reports.invented import weeks


def test_the_edition_stands_beside_the_pdf(practice: Practice) -> None:
    files = print_packet(practice, weeks.quiet())

    assert {part: one.path.name for part, one in files.items()} == {
        "summary": "2026-11-16-summary.pdf",
        "edition": "2026-11-16-summary.html",
    }
    for one in files.values():
        content = one.path.read_bytes()
        assert (one.byte_count, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert files["edition"].path.read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_packet_that_cannot_be_shown_leaves_both_old_files(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_packet(practice, weeks.quiet())
    old = {path: path.read_bytes() for path in practice.packets_folder.iterdir()}

    def refused(packet: weeks.Packet) -> bytes:
        raise PacketError(where="a page", what="x", why="y", remedy="z")

    monkeypatch.setattr("pipeline.printing.render_edition", refused)
    with pytest.raises(PacketError):
        print_packet(practice, replace(weeks.quiet(), practice_name="Cedar Creek Counseling"))

    assert {path: path.read_bytes() for path in practice.packets_folder.iterdir()} == old
