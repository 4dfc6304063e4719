"""What every table of a settings file has in common.

Takes parsed TOML. Refuses keys it does not know, and types that only look right.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


def listed(value: object) -> object:
    """Make a tuple of a list: TOML gives lists, and tuples keep a frozen object frozen."""
    return tuple(value) if isinstance(value, list) else value


Strings = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Section(BaseModel):
    """A table of a settings file: frozen, strict, no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
