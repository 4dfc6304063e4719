"""What a payer is found by, in the form in which it is compared.

Takes names and identifiers as people and payers write them. Refuses nothing.
"""

import re
from collections.abc import Iterator

from pipeline.practice.settings import Payer


def normalised_name(name: str) -> str:
    """Write a payer's name the way names are compared: upper case, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def normalised_identifier(identifier: str) -> str:
    """Write a payer's identifier the way identifiers are compared: upper case, trimmed."""
    return identifier.strip().upper()


def payer_aliases(payer: Payer) -> Iterator[tuple[str, str, str]]:
    """Yield (setting, kind, alias) of everything a payer is found by, as it is compared.

    The payer's own name counts; an alias without a letter or digit can match nothing and is
    left out.
    """
    for identifier in payer.identifiers:
        yield "identifiers", "identifier", normalised_identifier(identifier)
    yield "name", "name", normalised_name(payer.name)
    for name in payer.names:
        yield "names", "name", normalised_name(name)
