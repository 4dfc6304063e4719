"""What ``triage check`` says of the folders that packets are copied to.

Takes a home; logs in and writes nothing. Refuses to be silent about one that cannot be reached: the
copies would be owed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.errors import Problem
    from pipeline.practice import Home


def tell_folders(home: Home) -> list[Problem]:
    """Log in to each server that a folder is on, and print a line for it.

    Returns:
        What is wrong with the others.
    """
    from pipeline.resources.folders import FolderError, check_folder
    from pipeline.resources.reaching import Reaching

    problems: list[Problem] = []
    for practice in home.practices:
        destination = practice.destination
        if destination is None:
            continue
        try:
            check_folder(destination, Reaching(os.environ, pauses=()))
        except FolderError as error:
            problems += error.problems
            continue
        if destination.place.needs_login:
            click.echo(f"{practice.practice_id}: packets go to {practice.delivered_to}")
    return problems
