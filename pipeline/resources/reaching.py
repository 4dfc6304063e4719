"""How patiently another machine is asked: takes what may fail for a while, and the pauses between.

The environment and the means to wait are handed in at the edge. Refuses to try for ever, and to try
again what only a person can mend.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.resources.source_problems import TRANSIENT, SourceError

Result = TypeVar("Result")

# A connection that was reset is back in seconds; who is away for longer is asked by the next run.
# Decided 2026-11-29.
PAUSES = (1.0, 4.0, 15.0)
"""Seconds before the second, third and last try."""


def _at_once(seconds: float) -> None:
    del seconds


@dataclass(frozen=True)
class Reaching:
    """What it takes to reach another machine.

    Attributes:
        environment: Variables that hold secrets.
        wait: Waits so many seconds.
        pauses: Seconds before each further try; none = one try.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    wait: Callable[[float], object] = _at_once
    pauses: Sequence[float] = PAUSES

    def attempt(self, action: Callable[[], Result]) -> Result:
        """Return what the action returns, tried again while its fault may pass.

        Raises:
            SourceError: The last fault, or the first that does not pass by itself.
        """
        for pause in self.pauses:
            try:
                return action()
            except SourceError as error:
                if error.code not in TRANSIENT:
                    raise
            self.wait(pause)
        return action()
