"""Printing on a disk or with templates that fail: the old file stays, the message helps."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.practice import Practice, init_home
from pipeline.printing import PrintError, print_packet, print_workbooks, print_worklists
from pipeline.resources.whole_files import WriteError
from reports import faces
from tests.reports.invented import weeks, worklists


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return init_home(tmp_path / "home", "juniper", "Juniper Counseling").practices[0]


def test_a_disk_that_is_full_leaves_last_night_s_files(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = print_packet(practice, weeks.quiet())
    lists = print_worklists(practice, worklists.short())
    before = {one.path: one.path.read_bytes() for one in (packet, lists)}

    def full(source: Path, half: Path) -> None:
        half.write_bytes(source.read_bytes()[:1000])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(half))

    monkeypatch.setattr(shutil, "copyfile", full)
    changed = replace(weeks.quiet(), practice_name="Juniper Counseling, moved")
    for attempt, path in (
        (lambda: print_packet(practice, changed), packet.path),
        (lambda: print_worklists(practice, worklists.short()), lists.path),
    ):
        with pytest.raises(WriteError) as told:
            attempt()
        assert str(told.value).startswith(f"{path}: It cannot be written: No space left")
        assert "What to do: Free space on its disk" in str(told.value)
    assert {path: path.read_bytes() for path in before} == before
    with pytest.raises(WriteError, match="No space left"):
        print_workbooks(practice, worklists.short())
    assert not [path for path in lists.path.parent.iterdir() if path.suffix == ".new"]


def test_a_scratch_folder_that_is_full_is_named(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match="It cannot be written: No space left"):
        print_packet(practice, weeks.quiet())


def test_a_broken_font_is_told_and_the_old_packet_stays(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed = print_packet(practice, weeks.quiet())
    monkeypatch.setattr(faces, "FONTS", tmp_path)
    with pytest.raises(PrintError) as told:
        print_packet(practice, weeks.quiet())
    assert "reports/templates/fonts/source-sans-3-latin-400-normal.woff2" in str(told.value)
    assert "What to do: Restore the file" in str(told.value)
    assert printed.path.stat().st_size == printed.byte_count


def test_pages_that_do_not_tie_are_told_and_not_printed(practice: Practice) -> None:
    torn = replace(weeks.group(), batches=())
    with pytest.raises(PrintError, match="What to do: Pack both from the same claim rows"):
        print_packet(practice, torn)
    assert not list(practice.packets_folder.glob("*.pdf"))
