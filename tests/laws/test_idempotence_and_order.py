"""The same files again, renamed, joined or split, and files in any order, give the same facts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.building import (
    PROVENANCE,
    Builder,
    Delivery,
    contents,
    differences,
    tables_of,
)
from tests.laws.conftest import Invented
from tests.laws.reenveloping import joined, renamed, split

pytestmark = pytest.mark.slow
BUILT = ("facts", "rollups", "packet")
# Whose envelope a set is read from may differ between copies of one day; what it says may not.
ENVELOPE = PROVENANCE | {
    "interchange_control_number",
    "group_control_number",
    "control_number",
}
# Counting deliveries is what these tables are for.
COUNTS_DELIVERIES = ("file", "feed", "quality", "quarantin")

few = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def facts_of(invented: Invented) -> list[str]:
    return [
        table
        for table in tables_of(invented.home, *BUILT)
        # Steps on the way (int_) are keyed by a set's place in its file; what is told is not.
        if ".int_" not in table and not any(word in table for word in COUNTS_DELIVERIES)
    ]


def first_deliveries(invented: Invented) -> list[Delivery]:
    """Return each file at its first delivery: the same bytes on another day are no such file."""
    found: dict[bytes, Delivery] = {}
    for each in sorted(invented.deliveries, key=lambda one: (one.received_on, one.name)):
        found.setdefault(each.content, each)
    return list(found.values())


def remittances(invented: Invented) -> list[Delivery]:
    return [each for each in invented.deliveries if b"~ST*835" in each.content]


@few
@given(data=st.data())
def test_files_sent_again_change_no_fact(
    data: st.DataObject,
    builder: Builder,
    invented: Invented,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    chosen = data.draw(
        st.lists(
            st.sampled_from(invented.deliveries),
            min_size=6,
            max_size=12,
            unique_by=lambda d: d.name,
        )
    )
    pairs = [joined(*pair) for pair in zip(chosen[::2], chosen[1::2], strict=False)]
    again = [*map(renamed, chosen), *pairs, *(part for each in chosen for part in split(each))]

    home = _built(
        builder, invented, [*invented.deliveries, *again], tmp_path_factory.mktemp("again")
    )

    tables = facts_of(invented)
    assert not differences(
        contents(invented.home, tables, leaving=ENVELOPE), contents(home, tables, leaving=ENVELOPE)
    )


@few
@given(data=st.data())
def test_the_order_of_loading_changes_no_fact(
    data: st.DataObject,
    builder: Builder,
    invented: Invented,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    shuffled = data.draw(st.permutations(first_deliveries(invented)))
    cut = data.draw(st.integers(1, len(shuffled) - 1))
    home = builder.home(tmp_path_factory.mktemp("order") / "home", invented.settings)
    for part in (shuffled[:cut], shuffled[cut:]):
        builder.load(home, home.practices[0], part, invented.season.as_of_on)
    builder.transform(home)

    tables = facts_of(invented)
    same = frozenset()
    assert not differences(
        contents(invented.home, tables, leaving=same), contents(home, tables, leaving=same)
    )


def test_a_file_received_on_another_day_is_seen(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    """The comparison these laws rest on does see a change."""
    later = max(remittances(invented), key=lambda each: len(each.content))
    moved = replace(later, received_on=later.received_on + dt.timedelta(days=7))
    others = [each for each in invented.deliveries if each != later]

    home = _built(builder, invented, [*others, moved], tmp_path)

    tables = facts_of(invented)
    assert "facts.fct_adjudications" in differences(
        contents(invented.home, tables), contents(home, tables)
    )


def test_a_bag_of_rows_counts_twins() -> None:
    assert differences({"t": Counter({("a",): 2})}, {"t": Counter({("a",): 1})}) == {"t": (1, 0)}


def _built(builder: Builder, invented: Invented, deliveries: list[Delivery], folder: Path):
    practice_id = invented.season.practice_id
    return builder.built(
        folder / "home", invented.settings, {practice_id: deliveries}, invented.season.as_of_on
    )
