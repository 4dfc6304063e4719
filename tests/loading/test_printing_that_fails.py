"""Printing on a disk or with templates that fail: the old file stays, the message helps."""

from __future__ import annotations

import errno
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.practice import Practice, init_home
from pipeline.printing import (
    PrintError,
    print_packet,
    print_worklists,
    rendered_packets,
    rendered_worklists,
)
from pipeline.resources.whole_files import WriteError
from reports import faces
from reports.renderings import renderings, worklist_renderings
from tests.reports.invented import weeks, worklists
from tests.reports.invented.kinds import MONDAY, WEEK


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return init_home(tmp_path / "home", "juniper", "Juniper Counseling").practices[0]


def test_a_disk_that_is_full_leaves_last_night_s_files(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet, lists = renderings(weeks.quiet()), worklist_renderings(worklists.short())
    written = [*print_packet(practice, WEEK, packet).values()]
    written += print_worklists(practice, MONDAY, lists)
    before = {one.path: one.path.read_bytes() for one in written}

    changed = renderings(replace(weeks.quiet(), practice_name="Juniper Counseling, moved"))

    def full(half: Path, content: bytes) -> int:
        with half.open("wb") as file:
            file.write(content[:1000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(half))

    monkeypatch.setattr(Path, "write_bytes", full)
    for attempt, name in (
        (lambda: print_packet(practice, WEEK, changed), "2026-11-16-summary.pdf"),
        (lambda: print_worklists(practice, MONDAY, lists), "2026-11-23-worklists.pdf"),
    ):
        with pytest.raises(WriteError, match=rf"{name}: It cannot be written: No space") as told:
            attempt()
        assert "What to do: Free space on its disk" in str(told.value)
    assert {path: path.read_bytes() for path in before} == before
    assert not [path for path in practice.worklists_folder.iterdir() if path.suffix == ".new"]


def test_nothing_that_is_printed_passes_through_the_system_s_folder_for_passing_files(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A copy there would outlive a kill, with the patients it lists."""
    packet, lists = renderings(weeks.quiet()), worklist_renderings(worklists.short())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "away"))
    with pytest.raises(FileNotFoundError):
        tempfile.mkdtemp()
    print_packet(practice, WEEK, packet)
    assert print_worklists(practice, MONDAY, lists)


def test_a_broken_font_is_told_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(faces, "FONTS", tmp_path)
    for attempt in (
        lambda: rendered_packets([weeks.quiet()]),
        lambda: rendered_worklists([worklists.short()]),
    ):
        with pytest.raises(PrintError) as told:
            attempt()
        assert "reports/templates/fonts/source-sans-3-latin-400-normal.woff2" in str(told.value)
        assert "What to do: Restore the file" in str(told.value)


def test_pages_that_do_not_tie_are_told_and_not_printed() -> None:
    torn = replace(weeks.group(), batches=())
    with pytest.raises(PrintError, match="What to do: Pack both from the same claim rows"):
        rendered_packets([torn])
