"""``edits``: checks before sending as they stand, proven on history, proposed and adopted."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.commands.home_option import home_option, one_practice

if TYPE_CHECKING:
    from pipeline.edits.back_test import Candidate
    from pipeline.edits.trials import Trial
    from pipeline.practice import Home, Practice

DATE = click.DateTime(formats=["%Y-%m-%d"])
ROLE = "billing_manager"

Command = TypeVar("Command", bound=Callable[..., Any])


def _of_a_practice(day_option: str, day_help: str) -> Callable[[Command], Command]:
    """Add the options that every word of ``edits`` has: home, practice and day."""

    def added(command: Command) -> Command:
        command = home_option(command)
        named = "Key of the practice, where the home has several."
        command = click.option("--practice", "practice_id", help=named)(command)
        return click.option(day_option, "day", type=DATE, help=day_help)(command)

    return added


def _parameters(command: Command) -> Command:
    said = "What to set over what the edit has."
    return click.option("--parameters", default="", metavar='"k=v; k=v"', help=said)(command)


@click.group(invoke_without_command=True)
@_of_a_practice("--as-of", "Day they stand on [default: today].")
@click.pass_context
def edits(
    context: click.Context, home: Path, practice_id: str | None, day: dt.datetime | None
) -> None:
    """List checks before sending; prove, propose and adopt them.

    A check is proven on what was sent and answered before, and adopted by a person only.
    """
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    from pipeline.commands.edit_lines import standing_lines
    from pipeline.edits.standing import standings
    from pipeline.edits.trials import habits, missing_for
    from pipeline.practice import Home

    opened = Home.open_serving(home)
    practice = one_practice(opened, practice_id)
    on = _day(practice, day)
    missing = missing_for(practice, _published(opened))
    doubted = habits(opened, practice, on, _published(opened))
    for line in standing_lines(standings(practice, on, missing), on, doubted):
        click.echo(line)


@edits.command("test")
@click.argument("edit", metavar="EDIT|TEMPLATE")
@_parameters
@click.option("--category", default="", help="Category it is to prevent, of a learnt edit.")
@_of_a_practice("--until", "Day of the proposal; only what was known before it counts.")
def test_edit(
    home: Path,
    edit: str,
    parameters: str,
    category: str,
    practice_id: str | None,
    day: dt.datetime | None,
) -> None:
    """Run an edit over what was sent before, as known then: caught, held and proven or not.

    EDIT is one of the practice's, a template or a name that propose prints. Changes nothing; the
    claims are listed in the home's folder proofs, for the owner's eyes only.
    """
    from pipeline.commands.edit_lines import proof_lines
    from pipeline.edits.kept_proofs import keep_proof
    from pipeline.edits.proposals import proven

    with _ground(home, practice_id, day) as (opened, ground):
        candidate = _candidate(ground, edit, parameters, category)
        proof = proven(ground, candidate)
        kept = keep_proof(opened, ground.practice.practice_id, proof.tried)
        for line in proof_lines(proof, ground):
            click.echo(line)
    click.echo(f"Claim by claim: {kept}")


@edits.command()
@_of_a_practice("--until", "Day of the proposal; only what was known before it counts.")
def propose(home: Path, practice_id: str | None, day: dt.datetime | None) -> None:
    """Propose an edit for each cause that somebody can mend before sending, proven ones first."""
    from pipeline.commands.edit_lines import proposal_lines
    from pipeline.edits.proposals import proposals

    with _ground(home, practice_id, day) as (_, ground):
        for line in proposal_lines(proposals(ground), ground):
            click.echo(line)


@edits.command()
@click.argument("edit", metavar="ID")
@click.option("--reason", required=True, help="Why, in a sentence without a name.")
@click.option("--severity", type=click.Choice(["warn", "hold"]), default="warn", show_default=True)
@click.option("--by", "role", default=ROLE, show_default=True, help="Role of who decides.")
@click.option("--cited", default="", help="The payer's own words behind it, such as a page.")
@_parameters
@click.option("--category", default="", help="Category it is to prevent, of a learnt edit.")
@_of_a_practice("--as-of", "Day of the decision [default: today].")
def adopt(
    home: Path,
    edit: str,
    reason: str,
    severity: str,
    role: str,
    cited: str,
    parameters: str,
    category: str,
    practice_id: str | None,
    day: dt.datetime | None,
) -> None:
    """Put an edit in force from the next scrub on: a row of rules/edits.csv.

    ID is a name that propose prints, a template or an edit of the practice. It is proven anew on
    what was known before the day; a new hold warns for seven days.
    """
    from pipeline.commands.edit_lines import adoption_lines
    from pipeline.edits.adopting import Decision
    from pipeline.edits.adopting import adopt as adopted
    from pipeline.edits.proposals import proven

    with _ground(home, practice_id, day) as (_, ground):
        candidate = _candidate(ground, edit, parameters, category)
        decision = Decision(severity, role, reason, ground.until_on, cited)
        proof = proven(ground, candidate)
        done = adopted(ground.practice, proof, decision, ground.limits)
    for line in adoption_lines(done, proof):
        click.echo(line)


@contextmanager
def _ground(
    home: Path, practice_id: str | None, day: dt.datetime | None
) -> Generator[tuple[Home, Trial]]:
    """Open a home and lend the ground on which its edits are tried."""
    from pipeline.edits.trials import trial
    from pipeline.practice import Home

    opened = Home.open_serving(home)
    practice = one_practice(opened, practice_id)
    with trial(opened, practice, _day(practice, day), _published(opened)) as ground:
        yield opened, ground


def _published(home: Home) -> tuple[Path, str]:
    """Return where the published copy is to be, and what opens it where it is locked."""
    from pipeline.resources.published import published_key

    is_there = home.published_file.is_file()
    return home.published_file, published_key(home.path, os.environ) if is_there else ""


def _candidate(ground: Trial, edit: str, parameters: str, category: str) -> Candidate:
    from pipeline.edits.candidates import Named, candidate_of, refuse_silent
    from pipeline.edits.proposals import proposed

    own = any(row.edit_id == edit for row in ground.practice.edits)
    candidate = None if own or parameters else proposed(ground, edit)
    if candidate is None:
        named = Named(edit, parameters, category)
        candidate = candidate_of(ground.practice, named, ground.until_on)
    refuse_silent(candidate.row.template_id, ground.missing)
    return candidate


def _day(practice: Practice, given: dt.datetime | None) -> dt.date:
    return given.date() if given else dt.datetime.now(dt.UTC).astimezone(practice.zone).date()
