"""``triage deliver`` and an alert, as a person at a terminal meets them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.resources.mail import NOT_NOW
from tests.defs.running import WEEK, Ran, triage
from tests.posting import ENVIRONMENT, PostOffice, everything_in, post_office

pytestmark = pytest.mark.slow

READER, OPERATOR = "manager@riverbend.example", "ops@billing.example"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with post_office(tmp_path / "office") as office:
        yield office


@pytest.fixture
def home(season: tuple[Path, Ran], office: PostOffice, tmp_path: Path) -> Path:
    """A copy of the season's home with one reader and an operator."""
    home = tmp_path / "home"
    shutil.copytree(season[0], home)
    settings = home / "home.toml"
    settings.write_text(settings.read_text().partition("[mail]")[0] + office.toml(OPERATOR))
    (practice,) = home.glob("practices/*/practice.toml")
    with practice.open("a") as file:
        file.write(f'\n[[recipients]]\naddress = "{READER}"\n')
    return home


def test_deliver_says_what_is_owed_and_brings_it_the_next_time(
    home: Path, office: PostOffice
) -> None:
    office.refusals[READER] = ["450 later"] * 3
    words = ("deliver", "--home", home, "--week", WEEK.isoformat())
    first = triage(*words)
    assert first.code == 3, first.err
    assert f"{WEEK} packet owed: {NOT_NOW}" in first.out
    assert "1 deliveries are owed, 0 were refused." in first.out
    assert "deliveries" in first.out
    assert READER not in first.out + first.err

    second, third = triage(*words), triage(*words)
    assert (second.code, third.code) == (0, 0)
    assert f"{WEEK} packet sent:" in second.out
    assert "Nothing new was brought." in third.out
    assert len(office.taken) == 1


def test_deliver_says_that_a_week_was_never_rendered(home: Path, office: PostOffice) -> None:
    ran = triage("deliver", "--home", home, "--week", "2025-01-06")
    assert "has no packet of 2025-01-06; make it: triage packet --week 2025-01-06" in ran.out
    assert (ran.code, office.taken) == (0, [])


def test_a_command_that_fails_tells_the_operator(home: Path, office: PostOffice) -> None:
    (summary,) = home.glob(f"practices/*/packets/{WEEK}-summary.pdf")
    summary.unlink()
    summary.mkdir()
    ran = triage("packet", "--home", home, "--week", WEEK.isoformat())
    assert ran.code == 1
    (alert,) = office.taken
    said = everything_in(alert).decode()
    assert "a run of packets failed" in said
    assert "Steps: packet__weekly_packet" in said
    assert str(home) not in said
