"""A load counts when every file of it is listed; what a killed run left is loaded again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.resources.raw_parts import FileKey, RawParts

ONE: FileKey = ("alder", "1111111111111111")
OTHER: FileKey = ("birch", "2222222222222222")


@pytest.fixture
def parts(tmp_path: Path) -> RawParts:
    """Parts in which one load of two files was written."""
    parts = RawParts(tmp_path)
    parts.sweep([])
    parts.begin("load-1", [ONE, OTHER])
    written(parts, "load-1", ONE, OTHER)
    return parts


def written(parts: RawParts, load: str, *files: FileKey) -> None:
    for number, (practice_id, _) in enumerate(files):
        part = parts.part("remittance_claims", practice_id, load, number)
        part.parent.mkdir(parents=True)
        part.write_bytes(b"PAR1")


def lying(parts: RawParts) -> list[str]:
    return sorted(path.parent.name for path in parts.folder.glob("rows/*/*/*/*.parquet"))


def test_a_load_of_which_every_file_is_listed_stays(parts: RawParts) -> None:
    assert parts.sweep([ONE, OTHER]) == set()
    assert lying(parts) == ["load=load-1"] * 2


def test_a_load_that_no_transaction_ended_is_deleted(parts: RawParts) -> None:
    assert parts.sweep([]) == set()
    assert lying(parts) == []
    assert parts.sweep([]) == set()


def test_a_load_that_lost_a_file_is_deleted_and_its_others_are_new_again(parts: RawParts) -> None:
    assert parts.sweep([OTHER]) == {OTHER}
    assert lying(parts) == []


def test_a_listed_file_of_no_load_is_new_again(parts: RawParts) -> None:
    stray = ("alder", "3333333333333333")
    assert parts.sweep([ONE, OTHER, stray]) == {stray}
    assert lying(parts) == ["load=load-1"] * 2


def test_of_two_loads_only_the_whole_one_stays(parts: RawParts) -> None:
    later = ("alder", "4444444444444444")
    parts.begin("load-2", [later])
    written(parts, "load-2", later)
    assert parts.sweep([ONE, OTHER]) == set()
    assert lying(parts) == ["load=load-1"] * 2


def test_parts_are_there_from_the_first_sweep_until_they_are_cleared(tmp_path: Path) -> None:
    parts = RawParts(tmp_path / "spark")
    assert not parts.exists
    parts.sweep([])
    assert parts.exists
    parts.clear()
    assert not parts.exists
