"""What a sentence rests on: facts of the packet, each on a page where the reader finds it again."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact of the packet that a sentence prints.

    Attributes:
        fact: what it is, such as ``claims denied``.
        printed: the words or figure exactly as the sentence has them, such as ``46`` or ``$345``.
        section: anchor of the section that shows it; empty = page 1 itself.
    """

    fact: str
    printed: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or a few sentences with everything they rest on; ``text`` ends with a full stop."""

    text: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Anchors of the sections behind it, each once, in the order of the words."""
        return tuple(dict.fromkeys(one.section for one in self.evidence if one.section))


def joined(parts: Iterable[Sentence | None]) -> Sentence:
    """Put sentences one after the other; what is not said leaves nothing."""
    said = [part for part in parts if part is not None]
    return Sentence(
        " ".join(part.text for part in said),
        tuple(one for part in said for one in part.evidence),
    )
