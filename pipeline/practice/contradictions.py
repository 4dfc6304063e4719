"""What is wrong between settings that are each well-formed.

Takes one practice's settings and the deadline rules that exist. Refuses nothing itself: yields
each contradiction with the setting to mend.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.practice.aliases import payer_aliases
from pipeline.practice.settings import Payer, PracticeSettings
from pipeline.practice.toml_text import Location


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A setting that cannot stand beside another, and how to mend it."""

    location: Location
    what: str
    why: str
    remedy: str


def contradictions(
    settings: PracticeSettings, deadline_rules: Collection[str]
) -> Iterator[Contradiction]:
    """Yield keys given twice, aliases of two payers, and deadline rules that do not exist.

    Without any rule there is nothing to compare with; the build itself then says what is missing.
    """
    yield from _keys_given_twice(settings)
    yield from _aliases_of_two_payers(settings.payers)
    for number, payer in enumerate(settings.payers):
        if deadline_rules and payer.deadline_rule not in deadline_rules:
            yield Contradiction(
                ("payers", number, "deadline_rule"),
                "No row of payer_deadlines has this key.",
                "Without its limits a denial of this payer has no date to act by.",
                f"Use one of: {', '.join(sorted(deadline_rules))}.",
            )


def _keys_given_twice(settings: PracticeSettings) -> Iterator[Contradiction]:
    keys = chain(
        ((("payers", number, "id"), payer.id) for number, payer in enumerate(settings.payers)),
        (
            (("clinicians", number, "npi"), one.npi)
            for number, one in enumerate(settings.clinicians)
        ),
        ((("locations", number, "id"), one.id) for number, one in enumerate(settings.locations)),
        (
            (("recipients", number, "address"), one.address.lower())
            for number, one in enumerate(settings.recipients)
        ),
    )
    seen: set[tuple[str, str]] = set()
    for location, key in keys:
        if (location[0], key) in seen:
            yield Contradiction(
                location,
                f"The {location[2]} stands in an earlier table of {location[0]} already.",
                "Two entries under one key cannot be told apart.",
                f"Join the two tables, or give this one another {location[2]}.",
            )
        seen.add((location[0], key))


def _aliases_of_two_payers(payers: Sequence[Payer]) -> Iterator[Contradiction]:
    owners: dict[tuple[str, str], str] = {}
    for number, payer in enumerate(payers):
        for setting, kind, alias in payer_aliases(payer):
            owner = owners.setdefault((kind, alias), payer.id)
            if alias and owner != payer.id:
                yield Contradiction(
                    ("payers", number, setting),
                    f"Payers {owner} and {payer.id} share one {kind}.",
                    "Every file that carries it could belong to either, so neither is right.",
                    f"Leave the {kind} with one of the two.",
                )
