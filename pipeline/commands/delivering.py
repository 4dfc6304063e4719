"""``deliver``: what is owed is tried again, and a failed run is told to the operator.

Takes a home. Refuses to print an address: a receipt's file says it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.errors import Problem
    from pipeline.practice import Home
    from pipeline.resources.receipts import Receipt

DONE, NEEDS_A_PERSON = 0, 3
DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--week", type=DATE, help="A day of the one week to bring, however old.")
@click.option("--practice", help="Key of the one practice to serve; with --week.")
@home_option
def deliver(home: Path, week: dt.datetime | None, practice: str | None) -> int:
    """Try again what is owed by mail or to a folder; with --week bring that packet to all."""
    from pipeline.commands.job import run_job
    from pipeline.commands.weeks import week_to_render
    from pipeline.practice import Home
    from pipeline.resources.receipts import Receipts

    if practice and week is None:
        alone = "--practice narrows --week; what is owed is tried for all."
        raise click.UsageError(alone)
    opened = Home.open_serving(home)
    chosen = week and week_to_render(opened, practice, week.date(), None)
    order = {"deliver_week": str(chosen or ""), "practice": practice or ""}
    if chosen is not None:
        _say_missing(opened, chosen, practice)
    before = _looked_at(opened, chosen)
    run_job(opened, "deliveries", order)
    after = _looked_at(opened, chosen)
    for one in after:
        if one not in before:
            click.echo(f"{one.period} {one.kind:<6} {one.state}: {one.words}")
            click.echo(f"  {Receipts.of(opened).file(one)}")
    if after == before:
        click.echo("Nothing new was brought.")
    return _told(after)


def _say_missing(home: Home, week: dt.date, practice_id: str | None) -> None:
    from pipeline.delivery import SUMMARY, packet_path

    for practice in [home.practice(practice_id)] if practice_id else home.practices:
        if not packet_path(practice, week, SUMMARY).exists():
            key = practice.practice_id
            click.echo(f"{key} has no packet of {week}; make it: triage packet --week {week}")


def _looked_at(home: Home, week: dt.date | None) -> list[Receipt]:
    """Return the newest delivery to each reader, and of a week that was asked for all."""
    from pipeline.resources.receipts import Receipts
    from pipeline.rounds import newest

    receipts = Receipts.of(home)
    found = {one.key: one for one in newest(home, receipts, dt.datetime.now(dt.UTC))}
    if week is not None:
        of_week = (one for one in receipts.since(week) if one.period == week.isoformat())
        found |= {one.key: one for one in of_week}
    return list(found.values())


def _told(receipts: list[Receipt]) -> int:
    from pipeline.resources.receipts import OWED, REFUSED, SENDING, WITHHELD

    owed = sum(one.state in (OWED, SENDING) for one in receipts)
    refused = sum(one.state == REFUSED for one in receipts)
    withheld = sum(one.state == WITHHELD for one in receipts)
    click.echo(f"{owed} deliveries are owed, {refused} were refused.")
    if withheld:
        click.echo(f"{withheld} mails of lists were held back for want of a password.")
    return NEEDS_A_PERSON if owed + refused + withheld else DONE


def tell_operator(home: Home, job: str, run_id: str, steps: list[str], error_class: str) -> None:
    """Mail the operator that a command's run failed; nothing where home.toml names none.

    A mail that fails is owed, or lost where the disk takes no receipt; it never hides the failure
    that it tells of.
    """
    from pipeline.alerts import failure_alert
    from pipeline.rounds import postman_of

    mail = home.settings.mail
    if not mail.operator or not mail.host:
        return
    day = dt.datetime.now(dt.UTC).date()
    postman_of(home).tell(failure_alert(mail.operator, job, run_id, steps, error_class, day))


def check_mail(home: Home) -> list[Problem]:
    """Log in to the mail server without sending, warn of readers whose lists cannot be locked.

    Returns:
        What keeps mail from being sent.
    """
    import os

    from pipeline.mail_checks import mail_problems, mail_warnings

    for line in mail_warnings(home, os.environ):
        click.echo(line)
    return mail_problems(home, os.environ)
