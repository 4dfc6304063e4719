"""What runs that start by themselves are asked for, and looks whose errors keep their words.

Takes the functions of schedules and sensors. Refuses to let out what an error of a library says:
Dagster keeps a failed look with its error's words and writes them into the service's log.
"""

import functools
import inspect
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from pipeline.errors import Problem, TriageError

P = ParamSpec("P")
T = TypeVar("T")


def asked(**order: str) -> dict[str, Any]:
    """Return the run config of a run that starts by itself: its order, and lines a step for a log.

    Without a logger of ours Dagster takes its own, which writes every error with its words.
    """
    resources = {"resources": {"order": {"config": order}}} if order else {}
    return {"loggers": {"progress": {}}, **resources}


class LookError(TriageError):
    """A schedule or a sensor stumbled over what none of its own words tell."""


def without_words(look: Callable[P, T]) -> Callable[P, T]:
    """Return the function of a schedule or sensor; its errors are ours, with nothing behind them.

    Raises:
        LookError: What another error than ours becomes: its class and place.
    """

    @functools.wraps(look)
    def quiet(*given: P.args, **named: P.kwargs) -> Any:
        with _Unsaid(look.__name__):
            found = look(*given, **named)
            # Else it would stumble after this block.
            return list(found) if inspect.isgenerator(found) else found

    return quiet


class _Unsaid:
    """Tells what is raised inside the block without its words, and without what led to it."""

    def __init__(self, name: str) -> None:
        """Name the look."""
        self._name = name

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell an error; what is none, such as an end that was asked for, goes on its way."""
        if isinstance(error, TriageError):
            raise error from None
        if kind is None or not isinstance(error, Exception):
            return
        last = traceback.extract_tb(trace)[-1]
        raise LookError(
            Problem(
                self._name,
                f"It ended with {kind.__name__} in {Path(last.filename).name}, line {last.lineno}.",
                "What it looks for is not found until it works again.",
                "See on Dagster's page whether the next look ends well; a run can be started with "
                "triage run. A report of this fault needs the place above and nothing else.",
            )
        ) from None
