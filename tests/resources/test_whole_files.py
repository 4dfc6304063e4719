"""A file that cannot be written: the old one stays, no half is left, the message helps."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.resources.whole_files import WriteError, replace_file, replace_text, replace_texts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "rendered.pdf"
    source.write_bytes(b"new " * 5_000)
    return source


@pytest.fixture
def target(tmp_path: Path) -> Path:
    target = tmp_path / "packets" / "2026-11-16-summary.pdf"
    target.parent.mkdir()
    target.write_bytes(b"old")
    return target


def full(source: Path, half: Path) -> None:
    half.write_bytes(source.read_bytes()[:100])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(half))


def test_a_full_disk_leaves_the_old_file_and_no_half(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(WriteError) as told:
        replace_file(source, target)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
    [problem] = told.value.problems
    assert problem.where == str(target)
    assert problem.what == "It cannot be written: No space left on device."
    assert problem.remedy == "Free space on its disk, then run again."


def test_a_read_only_disk_is_told_as_one(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "touch", refused)
    with pytest.raises(WriteError, match="Its disk is read-only: mount it for writing"):
        replace_file(source, target)
    assert target.read_bytes() == b"old"


def test_a_folder_of_somebody_else_is_told_as_one(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "touch", refused)
    with pytest.raises(WriteError, match="Let this user write into its folder"):
        replace_text("new", target)
    assert target.read_bytes() == b"old"


def test_a_file_where_a_folder_should_be_is_told(source: Path, target: Path) -> None:
    with pytest.raises(WriteError) as told:
        replace_file(source, target / "inside.pdf")
    assert str(target) in told.value.problems[0].where
    assert target.read_bytes() == b"old"


def test_of_many_texts_the_one_that_fails_is_named_and_no_half_is_left(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text = Path.write_text

    def second_fails(path: Path, text: str, **how: str) -> int:
        if "second" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write_text(path, text, **how)

    monkeypatch.setattr(Path, "write_text", second_fails)
    with pytest.raises(WriteError, match="second"):
        replace_texts({target: "new", target.with_name("second"): "new"})
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_disk_that_really_takes_no_more_leaves_the_old_file(source: Path, target: Path) -> None:
    """A process that may write 8 KB a file stands in for a full disk."""
    code = (
        "import sys; from pathlib import Path\n"
        "from pipeline.resources.whole_files import WriteError, replace_file\n"
        "try: replace_file(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except WriteError as error: print(error)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(source), str(target)], cwd=ROOT, check=True, text=True,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )  # fmt: skip
    assert f"{target}: It cannot be written: File too large." in told.stdout
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
