"""A home with one practice, and its files judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.edits.reports import Report
from pipeline.edits.scrubbing import Order, scrub
from pipeline.practice import Home, init_home
from tests.edits.claim_text import SENT_ON, Claim, outgoing
from tests.edits.past import Past

PAYERS = """
[[payers]]
id = "northwind"
name = "Northwind Health"
identifiers = ["NW01"]

[[payers]]
id = "southgate"
name = "Southgate Plan"
identifiers = ["SG01"]
"""

Judge = Callable[..., Report]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    with made.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write(PAYERS)
    return Home.open(made.path)


@pytest.fixture
def judge(home: Home, tmp_path: Path) -> Judge:
    """Judge claims, or the bytes of files, by the home as it is on disk now."""

    def judged(
        *claims: Claim | bytes, only: Sequence[str] = (), as_of_on: dt.date = SENT_ON, **text: Any
    ) -> Report:
        files = [one for one in claims if isinstance(one, bytes)]
        if len(files) < len(claims):
            files.append(outgoing(*(one for one in claims if isinstance(one, Claim)), **text))
        named = []
        for place, content in enumerate(files):
            path = tmp_path / f"batch{place}.837"
            path.write_bytes(content)
            named.append((path, content))
        opened = Home.open(home.path)
        order = Order(as_of_on=as_of_on, only=only, published=opened.published_file)
        return scrub(opened, opened.practices[0], named, order)

    return judged


@pytest.fixture
def adopt(home: Home) -> Callable[[str], None]:
    """Write the rows of the practice's edits: id, template, parameters, severity, adopted_on."""

    def adopted(*rows: str) -> None:
        head = "edit_id,template_id,parameters,severity,adopted_on,adopted_by_role,reason\n"
        text = "".join(f"{row},billing_manager,as the payer wrote\n" for row in rows)
        file = home.practices[0].rules_folder / "edits.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(head + text, encoding="utf-8")

    return adopted


@pytest.fixture
def home_rules(home: Home) -> Callable[[str, str], None]:
    """Write a table of rules of the practice's own."""

    def written(table: str, text: str) -> None:
        (home.practices[0].rules_folder / f"{table}.csv").write_text(text, encoding="utf-8")

    return written


@pytest.fixture
def past(home: Home) -> Past:
    """Claims sent before; nothing of them is there until it is published."""
    return Past(home)
