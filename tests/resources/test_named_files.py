import errno
import os
from pathlib import Path

import pytest

from pipeline.practice import Home
from pipeline.resources.named_files import NamedFiles, refused_of, tell_refused
from pipeline.resources.orchestration import prepare_dagster_folder
from pipeline.resources.whole_files import WriteError


def test_a_run_is_told_a_list_and_never_a_name(home: Home) -> None:
    prepare_dagster_folder(home)
    files = NamedFiles(("/in/Jane Doe EOB.835",), "/in/days.csv")

    with files.listed(home, "a-run") as name:
        (kept,) = home.dagster_folder.glob("files-*.json")
        assert "Doe" not in name + kept.name
        assert kept.stat().st_mode & 0o077 == 0
        assert NamedFiles.read(home, name) == files
        assert refused_of(home, name) == ()
        tell_refused(home, name, ["/in/M\udcfcller.835"])
        assert refused_of(home, name) == ("/in/M\udcfcller.835",)
        assert NamedFiles.read(home, name) == files
        assert kept.stat().st_mode & 0o077 == 0
    assert not list(home.dagster_folder.glob("files-*.json"))


def test_a_disk_that_fills_as_refused_files_are_told_leaves_the_list_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_dagster_folder(home)
    files = NamedFiles(("/in/a.835",))

    def full(path: Path, *_: object, **__: object) -> int:
        path.open("w").close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with files.listed(home, "a-run") as name:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_text", full)
            with pytest.raises(WriteError, match="Free space"):
                tell_refused(home, name, ["/in/b.835"])
        assert refused_of(home, name) == ()
        assert NamedFiles.read(home, name) == files
    assert [path for path in home.dagster_folder.iterdir() if "a-run" in path.name] == []


@pytest.mark.parametrize("content", ["", '{"paths": [', None])
def test_a_list_that_cannot_be_read_hides_nothing_of_its_run(
    home: Home, content: str | None
) -> None:
    prepare_dagster_folder(home)
    with NamedFiles(("/in/a.835",)).listed(home, "a-run") as name:
        (kept,) = home.dagster_folder.glob("files-*.json")
        kept.unlink() if content is None else kept.write_text(content)
        assert refused_of(home, name) == ()


def test_a_list_that_could_not_be_written_is_not_left_by_half(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_dagster_folder(home)

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"), NamedFiles(("/a.835",)).listed(home, "a-run"):
        pytest.fail("nothing is to be done")
    assert not list(home.dagster_folder.glob("files-*.json"))


def test_the_list_goes_when_a_run_fails(home: Home) -> None:
    prepare_dagster_folder(home)
    with pytest.raises(ZeroDivisionError), NamedFiles(("/in/a.835",)).listed(home, "a-run"):
        raise ZeroDivisionError
    assert not list(home.dagster_folder.glob("files-*.json"))


def test_the_usual_run_needs_no_list(home: Home) -> None:
    with NamedFiles().listed(home, "a-run") as name:
        assert name == ""
    assert not Path(home.dagster_folder).exists()
