"""No row, page, list or mail of one practice depends on another's files, even where both share
claim numbers, payers and members."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.packing import pack, pack_decisions, pack_differences, pack_worklists
from pipeline.parcels import Parcel, list_parcels, packet_parcels
from pipeline.practice import Home, Practice
from pipeline.practice.delivery_settings import Recipient
from pipeline.practice.secret_references import SecretReference
from pipeline.printing import (
    print_decisions,
    print_differences,
    print_packet,
    print_worklists,
    rendered_packets,
    rendered_worklists,
)
from pipeline.resources.warehouse import Warehouse
from tests.laws.building import Builder, contents, differences, query, tables_of
from tests.laws.conftest import AS_OF_ON, Invented

pytestmark = pytest.mark.slow
OTHER = "rosebank"
READERS = (
    Recipient(address="manager@larkspur.example", roles=("billing_manager",), lists="encrypted",
              list_password=SecretReference(env="LIST_PASSWORD")),
    Recipient(address="loans@bank.example", packet="outside"),
)  # fmt: skip
Homes = dict[str, tuple[Home, Home]]


@pytest.fixture(scope="module")
def homes(builder: Builder, invented: Invented, tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Each practice: the home it has to itself, and the one both share."""
    folder = tmp_path_factory.mktemp("two")
    own = invented.season.practice_id
    # The neighbour gets every other one of the same files: the same claim numbers, payers, members
    # and even bytes, and another history of each claim.
    told = invented.settings[own].items()
    theirs = {OTHER: {name: text.replace(f'"{own}"', f'"{OTHER}"') for name, text in told}}
    files = {own: invented.deliveries, OTHER: invented.deliveries[::2]}
    alone = builder.built(folder / "alone", theirs, {OTHER: files[OTHER]}, AS_OF_ON)
    both = builder.built(folder / "both", invented.settings | theirs, files, AS_OF_ON)
    return {own: (invented.home, both), OTHER: (alone, both)}


def test_they_do_share_claim_numbers(homes: Homes) -> None:
    (_, both) = homes[OTHER]
    shared = query(
        both,
        "select count(distinct claim_number) from facts.fct_submissions as one where exists ("
        "select 1 from facts.fct_submissions as other "
        "where one.claim_number = other.claim_number and one.practice_id <> other.practice_id)",
    )
    assert shared[0][0] > 100


def test_every_table_is_the_same_beside_another(homes: Homes) -> None:
    for practice_id, (alone, both) in homes.items():
        without = _without_practice(alone)
        tables = [
            table
            for table in tables_of(alone, "facts", "rollups", "packet")
            if table not in without
        ]
        mine = f"practice_id = '{practice_id}'"
        assert len(tables) > 50
        found = contents(alone, tables, mine)
        assert not differences(found, contents(both, tables, mine))
        assert found["facts.fct_denials"]


def test_every_page_list_and_mail_is_the_same_beside_another(
    homes: Homes, invented: Invented, tmp_path: Path
) -> None:
    week = invented.season.horizon_on - dt.timedelta(days=7)
    for practice_id, pair in homes.items():
        told = []
        for number, home in enumerate(pair):
            practice = _with_readers(home.practice(practice_id), tmp_path / f"{number}")
            files = _papers(home, practice, week)
            parcels = [*packet_parcels(practice, week), *list_parcels(practice, AS_OF_ON)]
            told.append((files, [_mailed(parcel) for parcel in parcels]))
        assert told[0] == told[1]
        names = set(told[0][0])
        assert {f"{week}-summary.pdf", f"{week}-decisions.xlsx"} <= names
        assert sum(name.endswith(".xlsx") for name in names) > 3
        assert len(told[0][1]) == 3


def _with_readers(practice: Practice, folder: Path) -> Practice:
    """Return a practice that prints elsewhere, for some readers."""
    below = folder / practice.practice_id
    settings = practice.settings.model_copy(update={"recipients": READERS})
    return replace(practice, folder=below, settings=settings)


def _papers(home: Home, practice: Practice, week: dt.date) -> dict[str, bytes]:
    """Print everything people get of a practice; return it by name."""
    key = practice.practice_id
    with Warehouse(home).reading() as connection:
        packet, book = pack(connection, key, week), pack_decisions(connection, key, week)
        day = pack_worklists(connection, key, AS_OF_ON)
        apart = pack_differences(connection, key, AS_OF_ON)
    print_packet(practice, week, rendered_packets([packet])[0])
    print_decisions(practice, book)
    print_worklists(practice, AS_OF_ON, rendered_worklists([day])[0])
    print_differences(practice, apart)
    return {path.name: path.read_bytes() for path in practice.folder.rglob("*") if path.is_file()}


def _mailed(parcel: Parcel) -> tuple[object, ...]:
    files = {path.name: path.read_bytes() for path in parcel.files}
    return parcel.period, parcel.opening, parcel.about, parcel.withheld, files


def _without_practice(home: Home) -> set[str]:
    rows = query(
        home,
        "select table_schema || '.' || table_name as name from information_schema.columns "
        "where table_schema in ('facts', 'rollups', 'packet') group by name "
        "having not bool_or(column_name = 'practice_id')",
    )
    return {row[0] for row in rows}
