"""The harness of the crash law disturbs what it says, and sees what is wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.laws.dying import AFTER, BEFORE, LANDED, PAPER, RECEIPT, SWAPPED, TAKEN, kind_of
from tests.laws.killing import Ended
from tests.laws.troubles import unclear
from tests.resources.small_disks import CAN_BE_MADE, full, read_only, small_disk

ROOT = Path(__file__).resolve().parents[2]
PUTS = """
import os, sys
from pathlib import Path
from tests.laws.dying import Countdown
home = Path(sys.argv[1])
countdown = Countdown(home, home / "told", sys.argv[2], int(sys.argv[3]), sys.argv[4])
os.replace = countdown.wrap(os.replace, 1)
for number in range(4):
    (home / "landing" / f"{number}.new").replace(home / "landing" / str(number))
"""


@pytest.mark.parametrize(
    ("kind", "number", "moment", "put"),
    [
        (LANDED, 2, BEFORE, 1),
        (LANDED, 2, AFTER, 2),
        (LANDED, 5, AFTER, 4),
        (LANDED, 0, BEFORE, 4),
        (PAPER, 1, BEFORE, 4),
    ],
)
def test_a_process_dies_at_the_rename_it_is_told(
    tmp_path: Path, kind: str, number: int, moment: str, put: int
) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    for each in range(4):
        (landing / f"{each}.new").touch()
    command = [sys.executable, "-c", PUTS, str(tmp_path), kind, str(number), moment]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    assert code == (0 if put == 4 else -signal.SIGKILL)
    assert sorted(path.name for path in landing.glob("?")) == [str(each) for each in range(put)]
    met = 4 if put == 4 else number
    assert Counter((tmp_path / "told").read_text("utf-8").splitlines()) == {LANDED: met}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("landing/cedar/00/00ff", LANDED),
        ("practices/cedar/clearinghouse/a.835", TAKEN),
        ("warehouse/denials.duckdb", SWAPPED),
        ("practices/cedar/packets/2026-02-23-summary.pdf", PAPER),
        ("deliveries/cedar/2026-02-23/folder-1.json", RECEIPT),
        ("dagster/under-way/1", ""),
        ("warehouse/working/denials.duckdb", ""),
    ],
)
def test_a_file_is_known_by_its_place_in_the_home(tmp_path: Path, path: str, kind: str) -> None:
    assert kind_of(tmp_path / path, tmp_path) == kind
    assert kind_of(str(tmp_path / path), tmp_path) == kind
    assert kind_of(tmp_path / path, tmp_path / "elsewhere") == ""
    assert kind_of(path, tmp_path) == ""


FOUR = "home: Its disk is full.\n  Why it matters: It stops.\n  What to do: Free space.\n"


@pytest.mark.parametrize(
    ("code", "said", "is_clear"),
    [
        (1, FOUR, True),
        (2, FOUR, False),
        (1, FOUR.replace("What to do", "Then"), False),
        (1, FOUR.replace("disk", "day"), False),
        (1, f"Traceback\n{FOUR}", False),
    ],
)
def test_an_error_without_its_four_parts_is_seen(code: int, said: str, *, is_clear: bool) -> None:
    assert (unclear(Ended(code, said, {})) == []) is is_clear


@pytest.mark.skipif(not CAN_BE_MADE, reason="only root can mount a small disk")
def test_a_small_disk_is_full_or_read_only_for_a_while(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    with small_disk(place, 8):
        (place / "first").write_bytes(bytes(2**20))
        with full(place, 8), pytest.raises(OSError, match="No space"):
            (place / "second").write_bytes(bytes(2**20))
        (place / "second").write_bytes(bytes(2**20))
        folder = place / "folder"
        with read_only(folder, folder / "open"):
            (folder / "open" / "third").touch()
            with pytest.raises(OSError, match="Read-only"):
                (folder / "third").touch()
        (folder / "third").touch()
