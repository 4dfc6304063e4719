"""A run's steps as plain lines, for people who watch a command; a bar where one takes long.

Takes Dagster's own events. Refuses the text of messages: a step's name and seconds, no more.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg
from tqdm import tqdm

STARTED = "STEP_START"
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


@contextmanager
def bar(what: str, byte_count: int) -> Iterator[Callable[[int], object]]:
    """Show on a terminal how much of ``byte_count`` is done; in a log show nothing.

    Gives what is called with the bytes done since the last call.
    """
    with tqdm(
        desc=f"  {what}",
        total=byte_count,
        unit="B",
        unit_scale=True,
        leave=False,
        disable=None,
        file=sys.stderr,
    ) as shown:
        yield shown.update
