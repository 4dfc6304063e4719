"""``triage check`` over mail: it logs in and sends nothing, and names who would get no list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.errors import TriageError
from pipeline.resources import mail
from tests.posting import ENVIRONMENT, PostOffice, post_office

READER = '\n[[recipients]]\naddress = "a@b.example"\nroles = ["claims_biller"]\n'


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.triage, [str(word) for word in words])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    monkeypatch.setattr("pipeline.resources.dbt.check_rules", lambda _: None)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with post_office(tmp_path / "office") as office:
        yield office


@pytest.fixture
def home(tmp_path: Path, office: PostOffice) -> Path:
    folder = tmp_path / "home"
    assert call("init", folder, "--practice", "Cedar Creek").exit_code == 0
    settings = folder / "home.toml"
    settings.write_text(settings.read_text().partition("[mail]")[0] + office.toml("ops@b.example"))
    return folder


def add(home: Path, text: str) -> Path:
    file = home / "practices" / "cedar-creek" / "practice.toml"
    with file.open("a") as settings:
        settings.write(text)
    return file


def test_check_logs_in_and_sends_nothing(home: Path, office: PostOffice) -> None:
    add(home, READER)
    result = call("check", "--home", home)
    assert result.exit_code == 0, result.output
    assert (office.logins, office.taken) == (1, [])


def test_check_names_what_the_server_refuses(
    home: Path, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "another")
    error = call("check", "--home", home).exception
    assert isinstance(error, TriageError)
    assert error.exit_code == 2
    assert f"home.toml, [mail]: {mail.NO_LOGIN}" in str(error)
    assert "another" not in str(error)
    assert office.taken == []


def test_check_asks_for_a_server_where_somebody_is_to_get_mail(home: Path) -> None:
    settings = home / "home.toml"
    settings.write_text(settings.read_text().partition("[mail]")[0])
    assert call("check", "--home", home).exit_code == 0
    add(home, READER)
    error = call("check", "--home", home).exception
    assert isinstance(error, TriageError)
    assert "no mail server is named" in str(error)


@pytest.mark.parametrize(
    ("setting", "secret", "word"),
    [
        ("", None, "without a list_password"),
        ('list_password = { env = "LIST_PASSWORD" }\n', None, "not where it is said to be"),
        ('list_password = { env = "LIST_PASSWORD" }\n', "short", "fewer than 12 characters"),
        ('list_password = { env = "LIST_PASSWORD" }\n', "twelve letters", None),
    ],
)
def test_check_warns_of_lists_that_cannot_be_locked(
    setting: str, secret: str | None, word: str | None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if secret:
        monkeypatch.setenv("LIST_PASSWORD", secret)
    file = add(home, f'{READER}lists = "encrypted"\n{setting}')
    line = file.read_text().splitlines().index("[[recipients]]") + 1
    result = call("check", "--home", home)
    assert result.exit_code == 0
    assert (f"{file}, line {line}:" in result.output) == bool(word)
    assert (word or "sound") in result.output
    assert "b.example" not in result.output


def test_deliver_wants_a_week_with_a_practice(home: Path) -> None:
    assert call("deliver", "--home", home, "--practice", "cedar-creek").exit_code == 2
