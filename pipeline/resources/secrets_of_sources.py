"""What a source's settings name by reference: takes a reference, gives the secret.

Refuses, as a problem of the source, a secret that is not there or that others can read.
"""

from collections.abc import Mapping
from pathlib import Path

from pipeline.practice.logins import Place
from pipeline.practice.secret_references import SecretError, SecretReference
from pipeline.resources.source_problems import SourceError


def secret_of(
    place: Place,
    reference: SecretReference | None,
    folder: Path,
    environment: Mapping[str, str],
) -> str | None:
    """Return a secret; None where settings name none.

    Raises:
        SourceError: It is not there, or others on this machine can read it.
    """
    if reference is None:
        return None
    try:
        return reference.read(folder, environment)
    except SecretError as error:
        where = error.problems[0].where
        raise SourceError(place.shown, "secret_missing", f"Named: {where}.") from error
