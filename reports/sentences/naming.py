"""Names inside a sentence."""

from reports.formats import counted, listed
from reports.packet import Owner

NAMED_AT_MOST = 3


def owner_text(owner: Owner) -> str:
    """Write who does it: ``Claims billing (LV)``, or the role alone where nobody is named."""
    return f"{owner.role} ({owner.initials})" if owner.initials else owner.role


def named(names: tuple[str, ...]) -> str:
    """Name up to three, then say how many more: ``A, B, C and 2 others``."""
    if len(names) <= NAMED_AT_MOST:
        return listed(names)
    rest = len(names) - NAMED_AT_MOST
    return f"{', '.join(names[:NAMED_AT_MOST])} and {counted(rest, 'other')}"
