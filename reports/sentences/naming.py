"""Names inside a sentence."""

from reports.formats import counted, listed

NAMED_AT_MOST = 3


def named(names: tuple[str, ...]) -> str:
    """Name up to three, then say how many more: ``A, B, C and 2 others``."""
    if len(names) <= NAMED_AT_MOST:
        return listed(names)
    rest = len(names) - NAMED_AT_MOST
    return f"{', '.join(names[:NAMED_AT_MOST])} and {counted(rest, 'other')}"
