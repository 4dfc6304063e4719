"""What a week's packet says does not depend on what came after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.building import Builder, contents, differences, query, tables_of
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(weeks_back=st.integers(1, 9))
def test_rollups_of_a_week_are_the_same_without_later_files(
    weeks_back: int, builder: Builder, invented: Invented, tmp_path_factory: pytest.TempPathFactory
) -> None:
    end = invented.season.horizon_on - dt.timedelta(weeks=weeks_back)
    known = [each for each in invented.deliveries if each.received_on < end]
    folder = tmp_path_factory.mktemp("past")

    home = builder.built(
        folder / "home", invented.settings, {invented.season.practice_id: known}, end
    )

    tables = tables_of(invented.home, "rollups", "packet")
    until = f"packet_week < date '{end}'"
    now, then = contents(invented.home, tables, until), contents(home, tables, until)
    assert now.keys() >= {"rollups.rlp_category_week", "rollups.rlp_kpi_week"}
    assert not differences(now, then)


def test_a_file_that_was_known_earlier_does_change_the_week(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    """The law can fail: a file moved into the past changes that past."""
    end = invented.season.horizon_on - dt.timedelta(weeks=2)
    later = [each for each in invented.deliveries if each.received_on >= end]
    largest = max((e for e in later if b"*835*" in e.content), key=lambda e: len(e.content))
    moved = [each for each in invented.deliveries if each != largest]
    moved.append(replace(largest, received_on=end - dt.timedelta(days=3)))

    home = builder.built(
        tmp_path / "home",
        invented.settings,
        {invented.season.practice_id: moved},
        invented.season.as_of_on,
    )

    until = f"packet_week < date '{end}'"
    tables = ["rollups.rlp_payer_week"]
    assert differences(contents(invented.home, tables, until), contents(home, tables, until))


def test_every_week_of_the_spine_is_there(invented: Invented) -> None:
    weeks = query(
        invented.home, "select packet_week from facts.dim_packet_weeks order by packet_week"
    )
    days = [row[0] for row in weeks]
    assert days[-1] == invented.season.horizon_on - dt.timedelta(days=7)
    assert all(b - a == dt.timedelta(days=7) for a, b in pairwise(days))
