"""Lists of practice systems beside X12 in one inbox: loaded, accounted for, without a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipeline import sheet_reading
from pipeline.exports.reading import read_opened
from pipeline.loading import LoadError, LoadReport, load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.tokens import token
from tests.exports.books import xlsx
from tests.exports.disks import ole
from tests.exports.more_lists import SAMPLES
from tests.exports.test_recognition import OWN
from tests.x12.texts import REMITTANCE, interchange

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]
NOTES = SAMPLES["therapynotes_billing_transactions"]
AR = SAMPLES["generic_claims_ar"]


def test_lists_and_x12_share_an_inbox_and_a_batch(deliver: Deliver, rows: Rows) -> None:
    report = deliver(
        a=interchange(REMITTANCE),
        b=NOTES.as_csv(),
        c=xlsx([list(line) for line in AR.lines()]),
        d=b"%PDF-1.7",
    )
    assert (report.file_count, report.quarantined_count) == (4, 1)
    assert rows("select format, feed, outcome, segment_count from raw.files order by format") == [
        ("835", "remittance", "loaded_with_findings", 31),
        ("csv:therapynotes_billing_transactions", "practice_export", "loaded", 5),
        ("unknown", "unknown", "quarantined", 1),
        ("xlsx:generic_claims_ar", "practice_export", "loaded", 2),
    ]
    assert rows("select count(*) from raw.remittance_claims") == [(2,)]
    assert rows(
        "select claim_number, service_on, units, insurance_balance_usd, is_in_network "
        "from raw.practice_export_rows order by insurance_balance_usd"
    ) == [
        (None, dt.date(2026, 1, 6), Decimal("1.00"), Decimal("20.10"), False),
        (None, dt.date(2026, 1, 5), Decimal("1.00"), Decimal("130.00"), True),
        ("A1", dt.date(2026, 1, 5), Decimal("2.00"), Decimal("300.00"), None),
    ]


def test_every_row_is_accounted_for_in_the_warehouse(deliver: Deliver, rows: Rows) -> None:
    deliver(**{name: sample.as_csv() for name, sample in SAMPLES.items()})
    assert rows(
        "select sum(loaded_count) from raw.segment_counts where segment_id = 'ROW'"
    ) == rows("select count(*) from raw.practice_export_rows")
    assert rows(
        "select segment_id, sum(ignored_count) from raw.segment_counts "
        "where segment_id <> 'ROW' group by 1 order by 1"
    ) == [("FILTERED", 3), ("HEADING", 16), ("PREAMBLE", 2), ("TOTAL", 2)]


def test_a_list_whose_rows_do_not_add_up_is_not_stored(
    deliver: Deliver, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(*arguments: Any) -> Any:
        reading = read_opened(*arguments)
        return replace(reading, segment_counts=reading.segment_counts.slice(1))

    monkeypatch.setattr(sheet_reading, "read_opened", losing)
    with pytest.raises(LoadError, match="accounted for"):
        deliver(a=NOTES.as_csv())
    assert rows("select count(*) from raw.files") == [(0,)]
    assert rows("select count(*) from raw.practice_export_rows") == [(0,)]


def test_who_is_who_is_a_token_of_the_same_kind_as_in_x12(
    deliver: Deliver, rows: Rows, home: Home
) -> None:
    remittance = REMITTANCE.replace("MEMBER1", "nw-123")
    deliver(a=interchange(remittance), b=NOTES.as_csv())
    expected = token("NW-123", "member_id", home.secret, "larkspur")
    assert rows(
        "select member_token from raw.practice_export_rows where member_token is not null"
    ) == [(expected,)]
    assert rows("select member_token from raw.remittance_members") == [(expected,)]


def test_a_clinician_without_a_number_is_a_token(deliver: Deliver, rows: Rows, home: Home) -> None:
    deliver(a=SAMPLES["simplepractice_appointment_status"].as_csv())
    assert rows("select distinct rendering_token from raw.practice_export_rows") == [
        (token("Toma Case", "rendering_name", home.secret, "larkspur"),)
    ]


def test_no_person_of_any_list_is_in_the_warehouse(
    deliver: Deliver, rows: Rows, connection: duckdb.DuckDBPyConnection
) -> None:
    deliver(**{name: sample.as_csv() for name, sample in SAMPLES.items()})
    everything = " ".join(
        str(rows(f"select * from raw.{table}"))
        for (table,) in rows("select table_name from duckdb_tables() where schema_name = 'raw'")
    )
    canaries = ("Mina", "ADLER", "Adler", "Berg", "Toma", "F41", "NW-123", "mother", "1980")
    assert "NORTHWIND HEALTH" in everything
    assert not [name for name in canaries if name in everything]


def test_the_day_of_a_list_is_the_day_it_came(deliver: Deliver, rows: Rows) -> None:
    # What a home's first run finds is history, whatever is said of it.
    deliver(a=interchange(REMITTANCE))
    deliver(b=NOTES.as_csv(), received=Received.live())
    of_list = "where feed = 'practice_export'"
    assert rows(f"select received_on, interchange_on from raw.files {of_list}") == [
        (dt.date(2026, 3, 4), None)
    ]
    told = f"select code from raw.findings join raw.files using (file_id) {of_list}"
    assert rows(told) == [("flipped_sign",)] * 2


def test_the_day_of_a_list_of_the_past_is_told(deliver: Deliver, rows: Rows) -> None:
    deliver(a=NOTES.as_csv(), received=Received.history())
    assert rows("select received_on from raw.files") == [(dt.date(2026, 3, 4),)]
    assert rows("select code, severity from raw.findings where code like 'interchange%'") == [
        ("interchange_date_missing", "info")
    ]


def test_a_practice_s_own_profile_reads_its_list(
    home: Home, practice: Practice, connection: duckdb.DuckDBPyConnection, rows: Rows
) -> None:
    (practice.folder / "profiles" / "own.toml").write_text(OWN, encoding="utf-8")
    (practice.inbox / "own.csv").write_bytes(b"Ref;Open;Day;Who\nX1;-12.50;1/5/2026;Mina\n")
    again = Home.open(home.path)
    landing = Landing(again)
    landing.collect(again.practices[0], dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC), Received.live())
    files = new_files(connection, landing.landed(again.practices[0]))
    load(connection, again.secret, files, profiles={"larkspur": again.practices[0].profiles})
    assert rows("select format from raw.files") == [("csv:own_list",)]
    assert rows("select claim_number, insurance_balance_usd from raw.practice_export_rows") == [
        ("X1", Decimal("12.50"))
    ]


@pytest.mark.parametrize(
    "content",
    [b"What,Ever\n1,2\n", ole({"EncryptedPackage": b"x"}), b"PK\x03\x04" + b"\0" * 26 + b"xl/"],
)
def test_a_list_that_nobody_can_read_asks_for_a_person(
    content: bytes, deliver: Deliver, rows: Rows
) -> None:
    report = deliver(a=content)
    assert report.quarantined_count == 1
    assert rows("select feed, outcome from raw.files") == [("unknown", "quarantined")]
    assert rows("select byte_offset, byte_count from raw.quarantine") == [(0, len(content))]
    assert rows("select count(*) from raw.findings where severity = 'error'") == [(1,)]


def test_loading_a_list_again_replaces_its_rows(
    deliver: Deliver, rows: Rows, home: Home, practice: Practice,
    connection: duckdb.DuckDBPyConnection,
) -> None:  # fmt: skip
    deliver(a=AR.as_csv())
    load(connection, home.secret, Landing(home).landed(practice))
    assert rows("select count(*) from raw.practice_export_rows") == [(1,)]
    assert rows("select sum(loaded_count) from raw.segment_counts") == [(1,)]
