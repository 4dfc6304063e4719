"""What somebody filled in is never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.resources.edited_files import put_unless_edited


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "worklists" / "2026-11-23-claims_biller.xlsx"


def put(text: str, target: Path) -> Path:
    return put_unless_edited(text.encode(), target)


def test_a_file_nobody_touched_is_replaced(target: Path) -> None:
    assert put("morning", target) == target
    assert put("noon", target) == target
    assert target.read_text() == "noon"


def test_an_edited_file_stays_and_the_new_one_stands_beside_it(target: Path) -> None:
    put("morning", target)
    target.write_text("morning, answered")

    beside = put("noon", target)

    assert target.read_text() == "morning, answered"
    assert (beside.name, beside.read_text()) == ("2026-11-23-claims_biller-2.xlsx", "noon")
    assert put("evening", target) == beside
    assert beside.read_text() == "evening"


def test_two_edited_files_both_stay(target: Path) -> None:
    put("morning", target)
    target.write_text("edited")
    put("noon", target).write_text("edited too")
    assert put("evening", target).name.endswith("-3.xlsx")
    assert target.read_text() == "edited"


def test_a_file_that_was_returned_and_taken_away_is_written_anew(target: Path) -> None:
    put("morning", target)
    target.write_text("edited")
    target.unlink()
    assert put("noon", target) == target


def test_a_file_of_somebody_else_is_not_written_over(target: Path) -> None:
    target.parent.mkdir(parents=True)
    target.write_text("not ours")
    assert put("morning", target) != target
    assert target.read_text() == "not ours"


def test_a_run_killed_before_it_remembered_leaves_no_twin(target: Path) -> None:
    put("morning", target)
    (target.parent / ".written.json").unlink()
    assert put("morning", target) == target


def test_what_is_remembered_is_private(target: Path) -> None:
    put("morning", target)
    (told,) = target.parent.glob(".written.json")
    assert not told.stat().st_mode & 0o077
