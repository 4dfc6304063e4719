import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipeline import loading, tokens
from pipeline.loading import LoadError, LoadReport, load
from pipeline.manifest import new_files
from pipeline.practice import Home, Practice, init_home
from pipeline.raw_tables import file_tables
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.x12 import reading
from pipeline.x12.reading import read, read_chunks
from tests.loading.made_up import (
    acknowledgement,
    claim,
    claim_status,
    interchange,
    remittance,
    submitted,
)

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]

ALL = {
    "a": interchange(remittance()),
    "b": claim_status(),
    "c": acknowledgement(),
    "d": submitted(),
}


def test_a_mixed_drop_is_told_apart_by_content(deliver: Deliver, rows: Rows) -> None:
    report = deliver(**ALL)

    assert (report.file_count, report.quarantined_count) == (4, 0)
    assert rows("select format, feed, outcome from raw.files order by all") == [
        ("277CA", "claim_status", "loaded"),
        ("835", "remittance", "loaded"),
        ("837P", "submitted_claims", "loaded"),
        ("999", "acknowledgement", "loaded"),
    ]


def test_amounts_and_dates_are_typed(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance()))

    assert rows("select charge_usd, paid_usd, claim_segment from raw.remittance_services") == [
        (Decimal("100.00"), Decimal("80.00"), 10)
    ]
    assert rows("select paid_on from raw.remittance_payments") == [(dt.date(2026, 3, 2),)]
    assert rows("select interchange_on from raw.transactions") == [(dt.date(2026, 3, 2),)]


def test_a_file_says_what_it_holds_in_sums(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance(claim("C1"), claim("C2", paid="0"))))

    assert rows("select * exclude (practice_id, file_id) from raw.file_totals") == [
        (
            2,
            Decimal("240.00"),
            Decimal("80.00"),
            2,
            6,
            Decimal("80.00"),
            2,
            Decimal("-9.25"),
            0,
            0,
            Decimal("0.00"),
        )
    ]


def test_submitted_claims_and_statuses_are_summed_apart(deliver: Deliver, rows: Rows) -> None:
    deliver(b=claim_status(), d=submitted())

    counts = "select status_count, submitted_count, submitted_usd from raw.file_totals order by all"
    assert rows(counts) == [(0, 2, Decimal("150.00")), (1, 0, Decimal("0.00"))]


def test_every_segment_is_loaded_ignored_or_set_aside(deliver: Deliver, rows: Rows) -> None:
    deliver(**ALL, e=b"not x12 at all", f=ALL["a"][:400])

    uneven = """
        select file_id from raw.files left join raw.segment_counts using (practice_id, file_id)
        group by file_id, segment_count
        having segment_count <> coalesce(
            sum(loaded_count + ignored_count + quarantined_count), 0)
    """
    assert rows(uneven) == []
    assert rows("select count(*) from raw.files") == [(6,)]


def test_a_batch_with_a_lost_segment_is_not_stored(
    deliver: Deliver, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(files: Any, part_bytes: int) -> Any:
        for part in read_chunks(files, part_bytes):
            yield replace(part, segment_counts=part.segment_counts.slice(1))

    monkeypatch.setattr(loading, "read_chunks", losing)
    with pytest.raises(LoadError, match="accounted for"):
        deliver(a=ALL["a"])

    assert rows("select count(*) from raw.files") == [(0,)]
    assert rows("select count(*) from raw.remittance_claims") == [(0,)]


def test_what_is_not_x12_is_listed_whole_as_quarantined(deliver: Deliver, rows: Rows) -> None:
    report = deliver(a=b"name,amount\nCANARY,12\n", b=b"")

    assert report.quarantined_count == 2
    assert rows("select distinct feed, outcome from raw.files") == [("unknown", "quarantined")]
    assert rows("select byte_offset, byte_count from raw.quarantine where byte_count > 0") == [
        (0, 22)
    ]
    assert rows("select count(distinct file_id), count(*) from raw.findings") == [(2, 2)]


def test_a_cut_remittance_is_loaded_with_findings(deliver: Deliver, rows: Rows) -> None:
    whole = ALL["a"]
    deliver(a=whole[: whole.index(b"PLB")])

    assert rows("select outcome from raw.files") == [("loaded_with_findings",)]
    assert rows("select count(*) from raw.remittance_claims") == [(1,)]


def test_the_same_bytes_twice_are_one_file_delivered_twice(deliver: Deliver, rows: Rows) -> None:
    deliver(a=ALL["a"])
    report = deliver(renamed=ALL["a"])

    assert report.file_count == 0
    assert rows("select delivery_count from raw.files") == [(2,)]
    assert rows("select count(*) from raw.remittance_claims") == [(1,)]


def test_loading_a_file_again_replaces_its_rows(
    deliver: Deliver,
    rows: Rows,
    home: Home,
    practice: Practice,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    deliver(**ALL)
    counted = _row_counts(rows)
    load(connection, home.secret, Landing(home).landed(practice))

    assert _row_counts(rows) == counted


def test_joined_and_split_deliveries_have_the_same_digests(deliver: Deliver, rows: Rows) -> None:
    one, two = remittance(claim("C1")), remittance(claim("C2"))
    renumbered = remittance(claim("C2"), number="0002")
    deliver(a=interchange(one), b=interchange(two, number=2), c=interchange(one, renumbered))

    assert rows(
        "select count(*) from raw.transactions group by transaction_digest order by all"
    ) == [(2,), (2,)]


def test_ids_do_not_depend_on_the_order_of_loading(
    deliver: Deliver, rows: Rows, tmp_path: Any
) -> None:
    for name in reversed(list(ALL)):
        deliver(**{name: ALL[name]})
    one_by_one = rows("select file_id, sha256 from raw.files order by all")

    assert all(sha256.startswith(file_id) for file_id, sha256 in one_by_one)
    assert len(set(one_by_one)) == len(ALL)


def test_the_same_bytes_in_two_practices_are_two_files_with_other_tokens(
    home: Home, connection: duckdb.DuckDBPyConnection, rows: Rows
) -> None:
    both = init_home(home.path, "aster", "Aster Clinic")
    for practice in both.practices:
        (practice.inbox / "a").write_bytes(ALL["a"])
        landing = Landing(both)
        now = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
        landing.collect(practice, now, Received.live())
        load(connection, both.secret, new_files(connection, landing.landed(practice)))

    assert rows("select practice_id from raw.files order by all") == [("aster",), ("larkspur",)]
    assert rows("select count(distinct member_token) from raw.remittance_members") == [(2,)]


def test_many_files_go_in_several_transactions(
    deliver: Deliver, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH_BYTES", 1)
    deliver(**ALL)

    assert rows("select count(*) from raw.files") == [(4,)]


def test_a_file_without_a_finding_gets_no_row(deliver: Deliver, rows: Rows) -> None:
    deliver(a=ALL["a"])

    assert rows("select * from raw.findings") == []
    assert isinstance(read([("x", ALL["a"])]).findings, pa.Table)


def test_a_huge_file_is_read_in_parts_and_gives_the_same_rows(
    home: Home,
    practice: Practice,
    connection: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(1, 40):
        claims = [claim(f"C{number}-{one}", member=f"M{one}") for one in range(4)]
        (practice.inbox / f"a{number}").write_bytes(interchange(remittance(*claims), number=number))
    (practice.inbox / "d").write_bytes(submitted(families=60))
    landing = Landing(home)
    landing.collect(practice, dt.datetime(2026, 3, 4, tzinfo=dt.UTC), Received.live())
    landed = landing.landed(practice)
    load(connection, home.secret, landed)
    whole = _all_rows(connection)
    parts: list[int] = []
    # A huge file is one beyond BATCH_BYTES; chunks are made small so that there are many.
    monkeypatch.setattr(loading, "BATCH_BYTES", 2_000)
    monkeypatch.setattr(loading, "PART_BYTES", 2_000)
    monkeypatch.setattr(reading, "_CHUNK_BYTES", 700)
    monkeypatch.setattr(reading, "_FULL_BYTES", 500)

    report = load(connection, home.secret, landed, parts.append)

    assert _all_rows(connection) == whole
    assert len(parts) > report.file_count
    assert sum(parts) <= report.byte_count < sum(parts) * 1.1


@pytest.mark.parametrize("levels_between", [0, 1, 2])
def test_a_dependent_is_known_where_its_subscriber_is_near(
    deliver: Deliver, rows: Rows, monkeypatch: pytest.MonkeyPatch, levels_between: int
) -> None:
    monkeypatch.setattr(tokens, "LEVELS_REMEMBERED", 2)
    deliver(a=submitted(levels_between=levels_between))

    known = rows(
        "select member_token is not null from raw.submitted_members where entity_code = 'QC'"
    )
    assert known == [(levels_between < 2,)]


def _row_counts(rows: Rows) -> list[tuple[Any, ...]]:
    tables = rows("select table_name from duckdb_tables() where schema_name = 'raw' order by all")
    return [(name, rows(f"select count(*) from raw.{name}")[0][0]) for (name,) in tables]


def _all_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    return {
        table: sorted(map(repr, connection.execute(f"from raw.{table}").fetchall()))
        for table in file_tables()
    }
