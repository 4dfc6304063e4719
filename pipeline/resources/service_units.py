"""What tells a system to keep ``triage ui`` running: a systemd unit, a launchd agent.

Takes a home and the program that serves it. Refuses nothing: a path with blanks, quotes or a
percent sign is written the way each system reads it.
"""

from __future__ import annotations

import plistlib
import re
from pathlib import Path
from xml.parsers.expat import ExpatError

VARIABLES = "service.env"
"""File in the home with variables of the service, such as secrets; it need not be there."""

_UNIT = """\
# Written by triage service; call it again after the home or the program has moved.
# Home: {place}
[Unit]
Description=denial-triage for {title}
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/bin/sh {program} ui --home {home}
# Secrets that settings name as variables; chmod 600.
EnvironmentFile=-{variables}
{account}Restart=on-failure
RestartSec=30
# A run that is under way is ended with it, and done again at the next start.
KillMode=control-group
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=yes
{walls}
[Install]
WantedBy={target}
"""
_WALLS = "PrivateTmp=yes\nProtectSystem=full\n"


def service_name(home: Path) -> str:
    """Return what the service of a home is called; one machine may serve several."""
    word = re.sub(r"[^A-Za-z0-9]+", "-", home.name).strip("-").lower()
    return f"denial-triage-{word or 'home'}"


def home_of(content: bytes) -> str:
    """Return the home that a file written here serves; empty for any other file."""
    try:
        return str(plistlib.loads(content)["ProgramArguments"][-1])
    except (plistlib.InvalidFileException, ExpatError, KeyError, IndexError):
        found = re.search(rb"^# Home: (.*)$", content, re.MULTILINE)
        return found[1].decode() if found else ""


def user_unit(program: Path, home: Path) -> str:
    """Return a unit of the person who runs it; lingering keeps it alive after they log out."""
    return _unit(program, home, account="", walls="", target="default.target")


def system_unit(program: Path, home: Path, account: str) -> str:
    """Return a unit of the machine, run under the account that owns the home."""
    return _unit(program, home, f"User={account}\n", _WALLS, "multi-user.target")


def launchd_agent(program: Path, home: Path, name: str) -> bytes:
    """Return a launchd agent: started at login, and again when it ends by a fault."""
    log = str(home / "dagster" / "service.log")
    return plistlib.dumps(
        {
            "Label": name,
            "ProgramArguments": [str(program), "ui", "--home", str(home)],
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": 30,
            "Umask": 0o077,
            "StandardOutPath": log,
            "StandardErrorPath": log,
        }
    )


def _unit(program: Path, home: Path, account: str, walls: str, target: str) -> str:
    return _UNIT.format(
        place=home,
        title=str(home).replace("%", "%%"),
        program=_word(program),
        home=_word(home),
        # Read as one path to the end of the line: no quotes here.
        variables=str(home / VARIABLES).replace("%", "%%"),
        account=account,
        walls=walls,
        target=target,
    )


def _word(path: Path) -> str:
    """Write a path as one word of a command line of systemd."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text.replace("%", "%%").replace("$", "$$")}"'
