"""What a machine must have before a packet can be drawn on it."""

from __future__ import annotations

from pipeline.errors import Problem, TriageError
from pipeline.system_packages import missing_packages


class MachineError(TriageError):
    """The machine lacks something that Python cannot bring."""

    exit_code = 2


def require_system_packages() -> None:
    """Do nothing on a machine that can draw the packet.

    Raises:
        MachineError: Naming the packages it lacks and the command that installs them.
    """
    missing = " ".join(missing_packages())
    if missing:
        raise MachineError(
            Problem(
                "This machine",
                f"It lacks {missing}.",
                "The packet is drawn with them; without a font the whole process ends.",
                f"Run: sudo apt-get install {missing}   (macOS: brew install pango fontconfig)",
            )
        )
