"""``service``: the page, its schedule and its sensors, kept running by the system."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.commands.home_option import home_option
from pipeline.errors import Problem, TriageError

PROGRAM = Path(__file__).resolve().parents[2] / "triage"
USER, SYSTEM, LAUNCHD = "systemd-user", "systemd-system", "launchd"
FOLDERS = {
    USER: "~/.config/systemd/user",
    SYSTEM: "/etc/systemd/system",
    LAUNCHD: "~/Library/LaunchAgents",
}


@dataclass(frozen=True)
class Service:
    """What is written, where, and what a person calls then."""

    file: str
    content: bytes
    next_steps: tuple[str, ...]


@click.command()
@click.option(
    "--kind", type=click.Choice([*FOLDERS]), help="What keeps it running [default: by system]."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write it [default: where the system looks].",
)
@click.option("--name", help="What it is called [default: after the home's folder].")
@click.option("--account", help="Who runs it, for systemd-system [default: you].")
@home_option
def service(
    home: Path, kind: str | None, folder: Path | None, name: str | None, account: str | None
) -> None:
    """Write what makes the system keep `triage ui` running, through restarts too."""
    from pipeline.practice import Home
    from pipeline.resources.orchestration import prepare_dagster_folder
    from pipeline.resources.service_units import service_name
    from pipeline.resources.whole_files import replace_bytes

    opened = Home.open(home)
    prepare_dagster_folder(opened)
    called = name or service_name(opened.path)
    chosen = kind or (LAUNCHD if sys.platform == "darwin" else USER)
    made = service_of(chosen, opened.path, account or getpass.getuser(), called)
    target = (folder or Path(FOLDERS[chosen]).expanduser()) / made.file
    assert_of_this_home(target, opened.path)
    replace_bytes(made.content, target)
    click.echo(f"Written    {target}")
    for step in made.next_steps:
        click.echo(f"Next       {step}")
    click.echo(f"Page       http://{opened.settings.operator.host}:{opened.settings.operator.port}")


class ServiceError(TriageError):
    """A service that would take another's place."""

    exit_code = 2


def assert_of_this_home(target: Path, home: Path) -> None:
    """Do nothing where a service is written for the first time, or again for the same home.

    Raises:
        ServiceError: Another home's service has this name; it would end with the next restart.
    """
    from pipeline.resources.service_units import home_of

    if target.exists() and home_of(target.read_bytes()) != str(home):
        raise ServiceError(
            Problem(
                str(target),
                "This is the service of another home.",
                "Written over, that home would have no Mondays after the next restart.",
                "Give this one a name of its own: triage service --name NAME",
            )
        )


def service_of(kind: str, home: Path, account: str, name: str) -> Service:
    """Return the service of a home in the words of one system."""
    from pipeline.resources.service_units import launchd_agent, system_unit, user_unit

    if kind == LAUNCHD:
        steps = (f"launchctl bootstrap gui/$(id -u) {FOLDERS[LAUNCHD]}/{name}.plist",)
        return Service(f"{name}.plist", launchd_agent(PROGRAM, home, name), steps)
    if kind == SYSTEM:
        steps = ("systemctl daemon-reload", f"systemctl enable --now {name}")
        unit = system_unit(PROGRAM, home, account)
    else:
        unit = user_unit(PROGRAM, home)
        steps = (
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {name}",
            f"loginctl enable-linger {account}   (or it ends when you log out)",
        )
    return Service(f"{name}.service", unit.encode(), steps)
