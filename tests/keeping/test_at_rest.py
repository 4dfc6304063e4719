"""With a key nothing in landing or warehouse can be read; turned on, off and cut short."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home, init_home
from pipeline.publishing import publish
from pipeline.rebuilding import LOCKED, OPENED, change_over, ground
from pipeline.resources import archived_bytes
from pipeline.resources.databases import is_locked, open_to_read
from pipeline.resources.landing import Landing
from pipeline.resources.published import QueryError, published
from pipeline.resources.received import Received
from pipeline.resources.sealing import SealError, is_sealed, new_key, seal_text, warehouse_key
from pipeline.resources.warehouse import Warehouse, WarehouseError
from tests.laws.building import NOW

MARK = b"QXCANARY"
NAMES = ("QXCANARY one.txt", "QXCANARY two.txt")


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur")
    for name in NAMES:
        (home.practices[0].inbox / name).write_bytes(MARK + name.encode() * 100)
    return home


def set_to(home: Home, at_rest: str) -> Home:
    settings = home.path / "home.toml"
    text = settings.read_text().split("[at_rest]")[0]
    settings.write_text(f"{text}[at_rest]\n{at_rest}\n")
    return Home.open(home.path)


def locked(home: Home, key: str, more: str = "") -> Home:
    (home.path / "at-rest.key").write_text(key)
    (home.path / "at-rest.key").chmod(0o600)
    return set_to(home, f'key = {{ file = "at-rest.key" }}\n{more}')


def run(home: Home) -> str:
    """Collect, load and publish as a run does; return what it says of the warehouse."""
    (practice,) = home.practices
    change_over(home)
    Landing(home).collect(practice, NOW, Received.live())
    with ground(home) as new:
        files = new_files(new.connection, Landing(home).landed(practice))
        load(new.connection, home.secret, files)
        new.connection.execute(f"create or replace table t as select '{MARK.decode()}' || i as s "
                               "from range(2000) as r(i)")  # fmt: skip
    publish(home)
    return new.why


def files(home: Home) -> list[tuple[object, ...]]:
    with Warehouse(home).reading() as connection:
        return connection.execute("from raw.files order by all").fetchall()


def kept(home: Home) -> Iterator[Path]:
    for folder in (home.landing_folder, home.path / "warehouse"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def readable(home: Home) -> list[str]:
    return [path.name for path in kept(home) if MARK in path.read_bytes()]


def test_no_byte_of_landing_or_warehouse_can_be_read(home: Home, key: str) -> None:
    home = locked(home, key)
    assert run(home) == ""
    assert readable(home) == []
    assert len(list(home.landing_folder.glob("larkspur/??/*"))) == 4
    assert is_locked(home.working_file)
    assert is_locked(home.published_file)
    with Warehouse(home).reading() as connection:
        assert connection.execute("select count(*) from t").fetchall() == [(2000,)]


def test_without_a_key_it_can(home: Home) -> None:
    """The search can find what there is to be found."""
    run(home)
    assert len(readable(home)) == 6


def test_rows_are_the_same_with_and_without(home: Home, key: str, tmp_path: Path) -> None:
    run(home)
    open_rows = files(home)
    other = locked(init_home(tmp_path / "other", "larkspur", "Larkspur"), key)
    for name in NAMES:
        (other.practices[0].inbox / name).write_bytes(MARK + name.encode() * 100)
    run(other)
    assert files(other) == open_rows
    assert all(row[6] == 8 + 16 * 100 for row in open_rows), "bytes as they came"


def test_turned_on_and_off_again_at_the_next_run(home: Home, key: str) -> None:
    run(home)
    before = files(home)
    home = locked(home, key)
    assert run(home) == LOCKED
    assert (readable(home), files(home), run(home)) == ([], before, "")
    home = locked(home, key, "is_on = false")
    assert run(home) == OPENED
    assert (len(readable(home)), files(home), run(home)) == (6, before, "")
    home = set_to(home, "")
    assert (run(home), files(home)) == ("", before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept(home)}
    assert modes <= {0o400, 0o600}


@pytest.mark.parametrize("lock", [True, False])
def test_cut_short_it_goes_on_and_what_is_half_done_is_read(
    home: Home, key: str, lock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(home if lock else locked(home, key))
    before = files(Home.open(home.path))
    home = locked(home, key, f"is_on = {str(lock).lower()}")
    changed = archived_bytes._changed
    budget = iter(range(2))

    def one_more(*given: object) -> bool:
        if next(budget, None) is None:
            raise ZeroDivisionError
        return changed(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(archived_bytes, "_changed", one_more)
        with pytest.raises(ZeroDivisionError):
            change_over(home)
    states = {
        is_sealed(path) for path in home.landing_folder.glob("larkspur/??/*") if not path.suffix
    }
    assert states == {True, False}
    run(home)
    assert files(home) == before
    assert bool(readable(home)) is not lock


def test_a_huge_file_is_read_through_a_private_one_that_goes(
    home: Home, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = locked(home, key)
    run(home)
    monkeypatch.setattr(archived_bytes, "_IN_MEMORY", 10)
    (file, _) = Landing(home).landed(home.practices[0])
    with archived_bytes.archived(file.path, file.key) as content:
        assert bytes(content[:8]) == MARK
        (opened,) = (home.landing_folder / "larkspur" / ".opened").iterdir()
        assert stat.S_IMODE(opened.stat().st_mode) == 0o600
    assert not opened.exists()
    opened.write_bytes(b"left by a crash")
    change_over(home)
    assert not opened.exists()


def test_without_the_key_everything_says_so(home: Home, key: str) -> None:
    home = locked(home, key)
    run(home)
    (home.path / "at-rest.key").write_text(new_key())
    other = Home.open(home.path)
    with pytest.raises(SealError):
        Landing(other).landed(other.practices[0])
    with pytest.raises(WarehouseError, match="locked"), Warehouse(other).reading():
        pass
    with pytest.raises(QueryError, match="locked"), published(home.path):
        pass
    none = set_to(home, "")
    with pytest.raises(WarehouseError, match="at_rest"), Warehouse(none).writing():
        pass
    with pytest.raises(QueryError, match="TRIAGE_WAREHOUSE_KEY"), published(home.path):
        pass
    with pytest.raises(SealError):
        change_over(none)


def test_an_analyst_with_the_file_and_its_own_key_reads_it(
    home: Home, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = locked(home, key)
    run(home)
    folder = tmp_path / "analyst" / "warehouse"
    folder.mkdir(parents=True)
    (folder / "denials.duckdb").write_bytes(home.published_file.read_bytes())
    with pytest.raises(QueryError), published(folder.parent):
        pass
    monkeypatch.setenv("TRIAGE_WAREHOUSE_KEY", warehouse_key(key))
    with published(folder.parent) as connection:
        assert connection.execute("select count(*) from t").fetchall() == [(2000,)]
    # As docs/keeping.md says it, without this program.
    with duckdb.connect() as plain:
        plain.execute(
            f"attach '{folder / 'denials.duckdb'}' as denials "
            f"(encryption_key '{warehouse_key(key)}', read_only)"
        )
        assert plain.execute("select count(*) from denials.t").fetchall() == [(2000,)]
    assert key not in warehouse_key(key)


@pytest.mark.parametrize("is_on", [True, False])
def test_a_file_that_came_locked_by_somebody_else_is_a_file_like_any(
    home: Home, key: str, is_on: bool
) -> None:
    theirs = seal_text("x", new_key()).encode(), b"age-encryption.org/v1\nnothing behind it"
    for number, content in enumerate(theirs):
        (home.practices[0].inbox / f"{number}.835").write_bytes(content)
    home = locked(home, key) if is_on else home
    run(home)
    outcomes = [row[-1] for row in files(home)]
    assert outcomes == ["quarantined"] * 4
    before = files(home)
    home = locked(home, key, f"is_on = {str(not is_on).lower()}")
    run(home)
    assert files(home) == before
    held = {file.path.read_bytes() for file in Landing(home).landed(home.practices[0])}
    assert held.issuperset(theirs) is is_on


def test_what_spills_is_locked_too(home: Home, key: str) -> None:
    home = locked(home, key)
    with Warehouse(home).writing() as connection:
        settings = connection.execute(
            "select current_setting('temp_file_encryption'), current_setting('temp_directory')"
        ).fetchall()
    assert settings == [(True, f"{home.working_file}.tmp")]


def test_a_file_that_is_no_database_is_not_locked(tmp_path: Path) -> None:
    assert not is_locked(tmp_path / "none")
    (tmp_path / "short").write_bytes(b"x")
    assert not is_locked(tmp_path / "short")
    with duckdb.connect(str(tmp_path / "open.duckdb")):
        pass
    assert not is_locked(tmp_path / "open.duckdb")
    with open_to_read(tmp_path / "open.duckdb", "") as connection:
        assert connection.execute("select 1").fetchall() == [(1,)]
