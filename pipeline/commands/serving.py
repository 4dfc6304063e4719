"""``ui``: Dagster's webserver and daemon for one home, ended together."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.home_option import home_option
from pipeline.errors import Problem, TriageError

if TYPE_CHECKING:
    from pipeline.practice import Home

_LOOKS_A_SECOND = 2


@click.command()
@click.option("--port", type=int, help="Port of the web page [default: as home.toml says, 3000].")
@click.option("--host", help="Address it listens on [default: as home.toml says, 127.0.0.1].")
@home_option
def ui(home: Path, port: int | None, host: str | None) -> int:
    """Serve Dagster's page for this home, and its schedule and sensors, until stopped."""
    from pipeline.practice.reading import SettingsError
    from pipeline.resources.last_sound import remember, standing
    from pipeline.resources.orchestration import name_home_to_dagster, only_one_server

    opened, problems = standing(home)
    if opened is None:
        raise SettingsError(*problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    operator = opened.settings.operator
    host, port = host or operator.host, port or operator.port
    require_login(opened, host)
    name_home_to_dagster(opened)
    if not problems:
        remember(opened)
    with only_one_server(opened):
        _close_dead_runs(opened)
        click.echo(f"Starting Dagster for {opened.path}; this takes half a minute …", err=True)
        return _serve(opened, host, port)


class OpenPageError(TriageError):
    """A page that everybody on a network could use."""

    exit_code = 2


def require_login(home: Home, host: str) -> None:
    """Do nothing where the page is this machine's own, or somebody said who asks for a login.

    Raises:
        OpenPageError: The page would be open to everybody who reaches the address.
    """
    from pipeline.practice.addresses import is_loopback
    from pipeline.practice.home import HOME_FILE

    if is_loopback(host) or home.settings.operator.is_behind_login:
        return
    raise OpenPageError(
        Problem(
            str(home.path / HOME_FILE),
            "The page would listen on an address that other machines reach.",
            "Dagster's page has no login: whoever reaches it can start runs, stop them and read "
            "what they tell.",
            "Leave it on 127.0.0.1; or put a server with a login before it (docs/operations.md) "
            "and say is_behind_login = true under [operator].",
        )
    )


def _serve(home: Home, host: str, port: int) -> int:
    """Keep page and daemon up until a person stops them or the daemon ends by itself."""
    from pipeline.resources.keeping_up import Server

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.default_int_handler)
    is_told = False
    with Server(host, port, time.monotonic) as server:
        try:
            while server.is_up():
                if not is_told and server.answers():
                    click.echo(f"Dagster for {home.path}: http://{host}:{port}   (Ctrl-C ends it)")
                    is_told = True
                for line in server.look():
                    click.echo(line, err=True)
                time.sleep(1 / _LOOKS_A_SECOND)
        except KeyboardInterrupt:
            return 0
    click.echo("Dagster ended by itself; its last lines above say why.", err=True)
    return 1


def _close_dead_runs(home: Home) -> None:
    """Free the queue of runs whose process a power cut ended: nobody else would."""
    import dagster as dg

    from pipeline.defs.wiring.run_records import close_dead_runs

    with dg.DagsterInstance.get() as instance:
        close_dead_runs(instance, home)
