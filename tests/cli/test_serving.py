"""The operator's page is this machine's own, unless somebody says who asks for a login."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.commands.serving import OpenPageError, require_login
from pipeline.practice import Home, init_home
from pipeline.practice.home import HOME_FILE


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home", "cedar", "Cedar Creek")


def behind_login(home: Home) -> Home:
    file = home.path / HOME_FILE
    text = file.read_text(encoding="utf-8")
    assert "is_behind_login = false" in text
    file.write_text(text.replace("is_behind_login = false", "is_behind_login = true"))
    return Home.open(home.path)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_an_address_of_this_machine_alone_needs_no_word(home: Home, host: str) -> None:
    require_login(home, host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "triage.example"])  # noqa: S104
def test_any_other_address_needs_a_login_before_it(home: Home, host: str) -> None:
    with pytest.raises(OpenPageError, match="no login") as refused:
        require_login(home, host)
    assert "is_behind_login = true" in str(refused.value)
    require_login(behind_login(home), host)
