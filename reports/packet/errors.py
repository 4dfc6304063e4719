"""The one error of this room, in four parts; carries counts and field names, never a row."""

from functools import partial


class PacketError(ValueError):
    """A packet that would print something false.

    Args:
        where: which value or page.
        what: what is wrong with it.
        why: what the reader would be told.
        remedy: what to pass instead.
    """

    def __init__(self, *, where: str, what: str, why: str, remedy: str) -> None:
        """Keep the four parts, and join them into one message."""
        super().__init__(f"{where}: {what}. {why}. {remedy}.")
        self.where, self.what, self.why, self.remedy = where, what, why, remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from a process that renders to the one that tells."""
        parts = {"where": self.where, "what": self.what, "why": self.why, "remedy": self.remedy}
        return partial(PacketError, **parts), ()
