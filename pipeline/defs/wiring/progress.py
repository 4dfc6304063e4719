"""A run's steps as plain lines, for people who watch a command; a bar where one takes long.

Takes Dagster's own events. Refuses the text of messages: a step's name and seconds, no more.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import dagster as dg
from tqdm import tqdm

STARTED = "STEP_START"
# A log of hours stays a page; nobody thinks a minute hangs. 2026-11-29.
SECONDS_OF_SILENCE = 60
ENDED = {"STEP_SUCCESS": "done", "STEP_FAILURE": "FAILED", "STEP_SKIPPED": "left out"}


class ProgressLines(logging.Handler):
    """Writes one line a finished step to standard error."""

    def __init__(self) -> None:
        """Start with no step under way."""
        super().__init__()
        self.begun: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line of a step that ended."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        if event.event_type_value == STARTED:
            self.begun[event.step_key] = record.created
        elif event.event_type_value in ENDED:
            seconds = record.created - self.begun.get(event.step_key, record.created)
            word = ENDED[event.event_type_value]
            step = event.step_key.replace("__", "/")
            sys.stderr.write(f"  {step:<46} {word:<8} {seconds:6.1f} s\n")
            sys.stderr.flush()


def step_lines(context: dg.InitLoggerContext) -> logging.Logger:
    """Return a logger that prints steps as they end."""
    logger = logging.Logger(f"triage-{context.run_id}")
    logger.addHandler(ProgressLines())
    return logger


progress = dg.LoggerDefinition(step_lines, description="One plain line a step, with its seconds.")


def say(line: str) -> None:
    """Tell people who watch what a run does beside the usual; an empty line is nothing."""
    if line:
        sys.stderr.write(f"  {line}\n")
        sys.stderr.flush()


class SparseLines:
    """Says in a log how far a long piece of work has come: a line a minute, and no more."""

    def __init__(self, what: str, total: int, clock: Callable[[], float]) -> None:
        """Start counting; the clock tells seconds."""
        self.what, self.total, self.clock = what, total, clock
        self.done = 0
        self.told_at = clock()

    def update(self, more: int) -> None:
        """Count what was done, and say so where a minute has passed in silence."""
        self.done += more
        now = self.clock()
        if self.total and now - self.told_at >= SECONDS_OF_SILENCE:
            self.told_at = now
            sys.stderr.write(f"  {self.what:<46} {100 * self.done // self.total:>6} %\n")
            sys.stderr.flush()


@contextmanager
def bar(what: str, byte_count: int) -> Iterator[Callable[[int], object]]:
    """Show how much of ``byte_count`` is done: a bar on a terminal, sparse lines in a log.

    Gives what is called with the bytes done since the last call.
    """
    with _shown(what, byte_count, {"unit": "B", "unit_scale": True}) as update:
        yield update


@contextmanager
def count_bar(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show how many of ``total`` things are done, as `bar` does."""
    with _shown(what, total, {"unit": ""}) as update:
        yield update


@contextmanager
def _shown(what: str, total: int, unit: dict[str, Any]) -> Iterator[Callable[[int], object]]:
    if not sys.stderr.isatty():
        yield SparseLines(what, total, time.monotonic).update
        return
    with tqdm(desc=f"  {what}", total=total, leave=False, file=sys.stderr, **unit) as shown:
        yield shown.update
