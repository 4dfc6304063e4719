"""``rules diff``: what a practice's own rules would change, before they do.

Takes a home whose rules are sound. Refuses to touch anything in it: the models run on a copy that
is gone afterwards.
"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.home_option import home_option


@click.group()
def rules() -> None:
    """Ask about the rules a practice decided itself."""


@rules.command()
@click.option("--practice", help="Key of the one practice to ask about [default: all].")
@home_option
def diff(home: Path, practice: str | None) -> None:
    """Say which open denials and rejections the settings and rules on disk would change.

    The models run on a copy of what is published, which takes as long as they take in a run.
    """
    from pipeline.commands.rule_changes import changes_of, lines_of
    from pipeline.commands.rules_on_a_copy import both_ways
    from pipeline.practice import Home

    opened = Home.open(home)
    practices = [opened.practice(practice)] if practice else list(opened.practices)
    click.echo("The models run on a copy; this takes as long as they take in a run.", err=True)
    for told in both_ways(opened, practices):
        for line in lines_of(told, changes_of(told)):
            click.echo(line)
    click.echo("The home is as it was; rules and settings on disk are applied by: triage run")
