"""The same files give the same bytes of packet and worklists, in whatever order they came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.packing import pack, pack_worklists
from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse
from reports.render import render_summary, render_worklists
from reports.workbook import person_workbook, role_workbook
from tests.laws.building import Builder
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow


def printed(home: Home, week: dt.date) -> tuple[bytes, ...]:
    practice_id = home.practices[0].practice_id
    with Warehouse(home).reading() as connection:
        packet = pack(connection, practice_id, week)
        worklists = pack_worklists(connection, practice_id, None)
    books = [role_workbook(worklists, one) for one in worklists.lists]
    books += [person_workbook(worklists, one.owner.initials) for one in worklists.lists]
    return render_summary(packet), render_worklists(worklists), *books


def test_two_homes_print_the_same_bytes(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    home = builder.home(tmp_path / "home", invented.settings)
    backwards = invented.deliveries[::-1]
    for part in (backwards[: len(backwards) // 2], backwards[len(backwards) // 2 :]):
        builder.load(home, home.practices[0], part, invented.season.as_of_on)
    builder.transform(home)

    week = invented.season.horizon_on - dt.timedelta(days=7)
    here, there = printed(invented.home, week), printed(home, week)
    assert here == there
    assert printed(home, week - dt.timedelta(days=7))[0] != there[0]
