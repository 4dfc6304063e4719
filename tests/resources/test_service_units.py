"""A home's service, in the words of the systems that keep it running."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.resources.service_units import (
    launchd_agent,
    service_name,
    system_unit,
    user_unit,
)

HARD = 'My "100%" $HOME'


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program in a folder of a hard name, that writes what it was called with."""
    file = tmp_path / HARD / "triage"
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{tmp_path}/called'\n")
    file.chmod(0o755)
    return file


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
@pytest.mark.parametrize("name", ["home", HARD])
def test_systemd_understands_the_units(tmp_path: Path, program: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine; .ci/packages.txt names the package")
    home = tmp_path / name / "home"
    for number, text in enumerate((user_unit(program, home), system_unit(program, home, "root"))):
        unit = tmp_path / f"unit-{number}.service"
        unit.write_text(text)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True
        )
        assert (done.returncode, unit.name in done.stderr) == (0, False), done.stderr
        broken = tmp_path / f"broken-{number}.service"
        broken.write_text(text.replace("/bin/sh", "/no/such/program"))
        refused = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(broken)], capture_output=True, text=True
        )
        assert refused.returncode != 0


def test_a_unit_serves_its_home_with_its_secrets_and_starts_again() -> None:
    lines = user_unit(Path("/opt/triage"), Path("/srv/home")).splitlines()
    assert 'ExecStart=/bin/sh "/opt/triage" ui --home "/srv/home"' in lines
    assert "EnvironmentFile=-/srv/home/service.env" in lines
    assert {"Restart=on-failure", "UMask=0077", "WantedBy=default.target"} <= set(lines)
    assert not [line for line in lines if line.startswith("User=")]
    system = system_unit(Path("/opt/triage"), Path("/srv/home"), "billing").splitlines()
    assert {"User=billing", "WantedBy=multi-user.target"} <= set(system)


def test_a_launchd_agent_says_the_same() -> None:
    told = plistlib.loads(launchd_agent(Path("/opt/triage"), Path(f"/srv/{HARD}"), "a"))
    assert told["ProgramArguments"] == ["/opt/triage", "ui", "--home", f"/srv/{HARD}"]
    assert told["RunAtLoad"] is True
    assert told["KeepAlive"] == {"SuccessfulExit": False}
    assert told["Umask"] == 0o077


@pytest.mark.parametrize(
    ("folder", "name"),
    [("/srv/home", "denial-triage-home"), ("/srv/My Home!", "denial-triage-my-home")],
)
def test_each_home_has_a_service_of_its_own(folder: str, name: str) -> None:
    assert service_name(Path(folder)) == name
