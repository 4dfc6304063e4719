"""Dagster's own event log in SQLite, with its connections kept open.

The log that comes with Dagster opens, commits to and closes a file or two for each event, and a run
of this graph writes some two thousand: on two cores that took as long as all the models together
(150 assets and checks: 25 s, with connections kept 6 s). Refuses to keep many: the index and the
runs in hand.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import EventLogEntry
from dagster._core.event_api import EventHandlerFn
from dagster._core.storage.event_log.sqlite.sqlite_event_log import (
    SqliteEventLogStorage,
    SqliteEventLogStorageWatchdog,
)
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from watchdog.events import FileSystemEvent
from watchdog.observers import Observer

from pipeline.defs.wiring.withheld import withheld

KEPT = 4


class KeptOpenEventLog(SqliteEventLogStorage):
    """The same files and the same tables, reached through connections that stay open."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        """Start with no file open."""
        self._kept: OrderedDict[str, Engine] = OrderedDict()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """Return that dagster.yaml says nothing more: a path in it would not move with the home."""
        return {}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "KeptOpenEventLog":
        """Return the log of the folder that ``DAGSTER_HOME`` names, where Dagster looks too."""
        del config_value
        folder = Path(os.environ["DAGSTER_HOME"]) / "history" / "runs"
        return cls(str(folder), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        # One user at a time, as in the class above: so one connection may serve every thread.
        with self._db_lock, self._engine(shard).connect() as connection, connection.begin():
            yield connection

    def _engine(self, shard: str) -> Engine:
        engine = self._kept.get(shard)
        if engine is not None:
            self._kept.move_to_end(shard)
            return engine
        engine = create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _write_without_waiting)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        self._kept[shard] = engine
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)[1].dispose()
        return engine

    def store_event(self, event: EventLogEntry) -> None:
        """Keep an event, without the words of errors that are not ours."""
        super().store_event(withheld(event))

    def watch(self, run_id: str, cursor: str | None, callback: EventHandlerFn) -> None:
        """Tell a page of a run's events as they come."""
        if not self._obs:
            self._obs = Observer()
            self._obs.start()
        looks = _LooksAtTheLogBeside(self, run_id, callback, cursor)
        watch = self._obs.schedule(looks, self._base_dir, recursive=True)
        self._watchers[run_id][callback] = (looks, watch)

    def delete_events(self, run_id: str) -> None:
        """Forget a run's events, and take the file away that held nothing else."""
        super().delete_events(run_id)
        with self._db_lock:
            kept = self._kept.pop(run_id, None)
            if kept is not None:
                kept.dispose()
            self._initialized_dbs.discard(run_id)
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path_for_shard(run_id)}{ending}").unlink(missing_ok=True)

    def dispose(self) -> None:
        """Close every file."""
        # First who watches, in a thread: SQLite does not survive a connection closed under a query.
        super().dispose()
        with self._db_lock:
            for engine in self._kept.values():
                engine.dispose()
            self._kept.clear()


class _LooksAtTheLogBeside(SqliteEventLogStorageWatchdog):
    """Sees an event where a connection that stays open puts it: in the log beside the file."""

    def __init__(self, storage: KeptOpenEventLog, *asked: Any) -> None:
        """Look at the file and at its log."""
        super().__init__(storage, *asked)
        self._patterns = [self._log_path, f"{self._log_path}-wal"]

    def on_modified(self, event: FileSystemEvent) -> None:
        """Tell what came."""
        del event
        self._process_log()


def _write_without_waiting(connection: Any, _: Any) -> None:
    """Let the disk write in its own time: a power cut loses the last lines of a log, no more."""
    connection.execute("pragma synchronous = normal")
