"""The one practice a command is about, where a home may have several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.practice import Home, Practice


def chosen_practice(home: Home, practice_id: str | None) -> Practice:
    """Return the practice that is named, or the only one.

    Raises:
        click.UsageError: There are several and none is named.
        SettingsError: The home has none of that name.
    """
    if practice_id:
        return home.practice(practice_id)
    if len(home.practices) > 1:
        known = ", ".join(one.practice_id for one in home.practices)
        several = f"This home has several practices; name one with --practice: {known}."
        raise click.UsageError(several)
    return next(iter(home.practices))
