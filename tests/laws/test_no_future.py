"""What a week's packet says does not depend on what came after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.edits.back_test import BackTest, back_test
from pipeline.edits.candidates import Named, candidate_of
from pipeline.edits.plan import reasons_for_silence
from pipeline.edits.trials import trial
from pipeline.exports.list_forms import DID, DONE_ON, HAND_TO, KEY, STEP, STEP_ON
from pipeline.practice import Home
from pipeline.practice.edit_templates import LEARNED, templates
from pipeline.worklist_keys import WorkKey, key_text
from tests.exports.books import xlsx
from tests.laws.building import Builder, Delivery, contents, differences, query, tables_of
from tests.laws.conftest import Invented

pytestmark = pytest.mark.slow


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(weeks_back=st.integers(1, 9))
@example(weeks_back=1)  # the latest day: the most that a back-test can have met
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
    assert back_tests(invented.home, end) == back_tests(home, end)


def back_tests(home: Home, until_on: dt.date) -> list[BackTest]:
    """Return what every edit that asks no list would have done before a day."""
    (practice,) = home.practices
    with trial(home, practice, until_on, (home.working_file, "")) as ground:
        return [
            back_test(ground.connection, candidate_of(practice, Named(name), until_on))
            for name, template in templates().items()
            if template.template_id != LEARNED
            and not any(reasons_for_silence(template, ground.missing))
        ]


def test_a_later_day_does_change_what_edits_would_have_done(invented: Invented) -> None:
    """The law can fail: edits speak of claims that were sent and denied here."""
    last = invented.season.horizon_on - dt.timedelta(weeks=1)
    before = back_tests(invented.home, last - dt.timedelta(weeks=2))
    later = back_tests(invented.home, last)
    assert sum(bool(one.hits) for one in later) > 3
    assert any(one.denied_count for one in later)
    assert before != later


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


def answered(invented: Invented, listed_on: dt.date, received_on: dt.date) -> Delivery:
    """Return the list of a week's end with every row answered, in one of six ways."""
    items = query(
        invented.home,
        "select item_key from rollups.rlp_work_item_week "
        "where covers_until = ? and not is_running order by 1",
        [listed_on],
    )
    next_week = listed_on + dt.timedelta(days=9)
    ways = (
        ("Appealed", received_on, None, None, None),
        ("Written off", None, None, None, None),
        ("Billed to the client", None, None, None, None),
        ("Called the payer", None, "Appeal", next_week, None),
        (None, None, None, None, "Billing manager"),
        ("Sent a corrected claim", received_on, None, None, "Claims billing"),
    )
    practice_id = invented.season.practice_id
    rows = [
        [*ways[number % len(ways)], key_text(WorkKey(item_key, listed_on, 5), practice_id)]
        for number, (item_key,) in enumerate(items)
    ]
    head = [DID, DONE_ON, STEP, STEP_ON, HAND_TO, KEY]
    return Delivery("back.xlsx", xlsx([head, *rows]), received_on)


def returned(builder: Builder, invented: Invented, folder: Path, delivery: Delivery) -> Home:
    """Return a copy of the season's home to which a list came back."""
    return builder.after(invented.home, folder, [delivery], invented.season.as_of_on)


def test_rollups_of_a_week_are_the_same_without_lists_that_come_back_later(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    """The list of a week's end changes the weeks after it, and none before."""
    end = invented.season.horizon_on - dt.timedelta(weeks=3)
    back = answered(invented, end, end + dt.timedelta(days=2))

    home = returned(builder, invented, tmp_path / "later", back)

    tables = tables_of(invented.home, "rollups", "packet")
    until, since = f"packet_week < date '{end}'", f"packet_week >= date '{end}'"
    assert not differences(contents(invented.home, tables, until), contents(home, tables, until))
    changed = differences(contents(invented.home, tables, since), contents(home, tables, since))
    assert changed.keys() >= {
        "rollups.rlp_owner_week", "rollups.rlp_untouched_week", "rollups.rlp_open_claim_week",
        "rollups.rlp_work_item_week", "rollups.rlp_worklist_week", "packet.pkt_quality",
        "rollups.rlp_promise_week",
    }  # fmt: skip


def test_a_list_that_came_back_earlier_does_change_the_week(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    """The law can fail: a list that came back before the end of a week changes that week."""
    end = invented.season.horizon_on - dt.timedelta(weeks=3)
    back = answered(invented, end - dt.timedelta(weeks=1), end - dt.timedelta(days=3))

    home = returned(builder, invented, tmp_path / "earlier", back)

    until = f"packet_week < date '{end}'"
    tables = ["rollups.rlp_owner_week"]
    assert differences(contents(invented.home, tables, until), contents(home, tables, until))


def test_every_week_of_the_spine_is_there(invented: Invented) -> None:
    weeks = query(
        invented.home, "select packet_week from facts.dim_packet_weeks order by packet_week"
    )
    days = [row[0] for row in weeks]
    assert days[-1] == invented.season.horizon_on - dt.timedelta(days=7)
    assert all(b - a == dt.timedelta(days=7) for a, b in pairwise(days))
