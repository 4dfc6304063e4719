"""Costs and the comparisons made of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.drivers.drive import find, said, time_once
from benchmarks.drivers.found import Found
from benchmarks.drivers.readers import READERS, Reader, text_of
from benchmarks.environments import REQUIREMENTS, Peer, environment, peers
from benchmarks.ingest import LABELS, TIMED, Row, peer_rows, targets
from benchmarks.made_up import write
from benchmarks.measuring import Cost, cold_start_s, in_child, interleaved
from benchmarks.works import WORKS

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")


@LINUX_ONLY
def test_memory_is_that_of_the_work_alone(tmp_path: Path) -> None:
    small, large = tmp_path / "small.x12", tmp_path / "large.x12"
    write(small, "835", 20_000)
    write(large, "835", 4_000_000)
    ballast = bytearray(200_000_000)

    costs = [in_child("split", [path]) for path in (small, large)]

    assert len(ballast) > 0, "this process is large, the children are not"
    assert costs[0].peak_mb < 5
    assert 4 < costs[1].peak_mb < 100
    assert 0 < costs[0].cpu_s < costs[1].cpu_s


def test_rounds_take_turns_and_give_each_work_its_median() -> None:
    done: list[str] = []
    works = {name: lambda name=name: done.append(name) for name in "ab"}

    times = interleaved(works, 3)

    assert done == list("ababab")
    assert set(times) == {"a", "b"}


def test_a_cold_start_reads_a_file(tmp_path: Path) -> None:
    write(tmp_path / "first.x12", "835", 20_000)

    assert 0.01 < cold_start_s(tmp_path / "first.x12", 1) < 30


def made(**seconds: float) -> dict[str, Row]:
    spent = {"split": 1.0, "parse": 2.5, "insert": 3.5, "load": 1.5, "copy": 2.4, "copy_file": 1.0}
    spent |= seconds
    copy = {"load": "copy_file", "copy_file": "copy_file"}
    return {
        name: Row(
            LABELS[name],
            Cost(value, 150.0),
            20.0,
            value / spent["split"],
            value / spent[copy.get(name, "copy")],
        )
        for name, value in spent.items()
    }


@pytest.mark.parametrize(
    ("ours", "openx12_s", "start_s", "missed"),
    [
        (made(), 25.0, 0.5, 0),
        (made(parse=2.51), 25.1, 0.5, 1),
        (made(insert=3.51), 25.0, 0.5, 1),
        (made(copy=2.3), 25.0, 0.5, 1),
        (made(load=1.51), 25.0, 0.5, 1),
        (made(), 24.9, 0.5, 1),
        (made(), 20.9, 0.5, 2),
        (made(), 25.0, 0.51, 1),
    ],
)
def test_a_target_is_met_up_to_its_limit(
    ours: dict[str, Row], openx12_s: float, start_s: float, missed: int
) -> None:
    peer = {"openx12": Row("openx12", Cost(openx12_s, 0.0), 20.0, 1.0, 1.0)}

    assert [line.endswith("MISSED") for line in targets(ours, peer, start_s)].count(True) == missed


def test_without_openx12_nothing_is_said_of_it() -> None:
    assert not any("openx12" in line for line in targets(made(), {}, 0.1))


def test_every_labelled_work_is_there() -> None:
    assert set(LABELS) <= set(WORKS)
    assert {name for names in TIMED.values() for name in names} <= set(READERS)


def test_a_peer_without_environment_is_told_as_not_installed(tmp_path: Path) -> None:
    lines = list(peer_rows("277CA", made(), {"badX12": None}, tmp_path))

    assert len(lines) == len(TIMED["277CA"])
    assert all(str(line).endswith("not installed") for line in lines)


def test_each_block_of_requirements_is_a_peer_with_its_pins() -> None:
    listed = peers("# why\n\na==1\n\n\nb-c==2.0 # so\nd==3\n")

    assert [peer.requirements for peer in listed] == [("a==1",), ("b-c==2.0", "d==3")]
    assert listed[1].name == "b-c"


def test_every_reader_has_a_pinned_peer() -> None:
    listed = peers(REQUIREMENTS.read_text(encoding="utf-8"))

    assert {name.split()[0] for name in READERS} == {peer.name for peer in listed}
    assert all("==" in pin for peer in listed for pin in peer.requirements)


def test_an_environment_that_is_there_is_used_again(tmp_path: Path) -> None:
    peer = Peer(("nothing-of-this-name==1",))
    (tmp_path / peer.name).mkdir()
    stamp = tmp_path / peer.name / "benchmark-requirements.txt"
    stamp.write_text("nothing-of-this-name==1", encoding="utf-8")

    assert environment(peer, tmp_path) == tmp_path / peer.name / "bin" / "python"


def refusing(path: str) -> Found:
    raise SystemExit(path)


def yielding(path: str) -> Iterator[str]:
    yield from text_of(path)


@pytest.mark.parametrize("raised", [ValueError, AssertionError, SystemExit])
def test_whatever_a_peer_raises_is_what_it_says(raised: type[BaseException]) -> None:
    def ask() -> dict[str, object]:
        raise raised

    assert said(ask) == {"error": raised.__name__}
    assert said(lambda: {"a": 1}) == {"a": 1}


def test_a_reader_that_refuses_one_file_is_asked_for_the_next(tmp_path: Path) -> None:
    files = [str(tmp_path / "a"), str(tmp_path / "b")]

    assert find(Reader(refusing, lambda made: made), files) == [{"error": "SystemExit"}] * 2


@pytest.mark.parametrize("parse", [text_of, yielding])
def test_a_reader_is_timed_on_the_whole_file(
    parse: Callable[[str], object], tmp_path: Path
) -> None:
    for name, size in (("first", 1_000), ("small", 1_000), ("large", 30_000_000)):
        (tmp_path / name).write_text("~" * size, encoding="ascii")
    first, small, large = (str(tmp_path / name) for name in ("first", "small", "large"))

    short, long = (time_once(Reader(parse), [first, path])["cpu_s"] for path in (small, large))

    assert long > 5 * short


def test_text_begins_with_its_first_letter(tmp_path: Path) -> None:
    (tmp_path / "utf8").write_bytes(b"\xef\xbb\xbf\r\n ISA*\xc3\xa9")
    (tmp_path / "latin1").write_bytes(b" ISA*\xe9")

    assert text_of(str(tmp_path / "utf8")) == text_of(str(tmp_path / "latin1")) == "ISA*é"
