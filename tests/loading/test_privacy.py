from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from pipeline.loading import LoadReport
from pipeline.practice import Home, Practice
from pipeline.raw_tables import raw_tables
from pipeline.tokens import token
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


def test_no_name_member_id_or_birth_date_reaches_the_warehouse(
    deliver: Deliver, connection: duckdb.DuckDBPyConnection, home: Home
) -> None:
    deliver(
        canaryname=interchange(remittance()),
        b=claim_status(),
        c=acknowledgement(),
        d=submitted(birth="20150605"),
        e=b"CANARY is not x12",
    )
    connection.execute("checkpoint")
    stored = home.working_file.read_bytes()

    assert b"larkspur" in stored
    for private in (b"CANARY", b"canary", b"MEMBER1", b"20150605", b"2015-06-05"):
        assert private not in stored


@pytest.mark.parametrize(("kind", "kept"), [("1", (None, None)), ("2", ("SMITH", "123456789"))])
def test_a_payer_that_is_a_person_has_no_name(
    deliver: Deliver, rows: Rows, kind: str, kept: tuple[str | None, str | None]
) -> None:
    person = f"NM1*PR*{kind}*SMITH*JOHN****PI*123456789~".encode()
    for data in (claim_status(), submitted()):
        deliver(a=data.replace(b"NM1*PR*2*ACME HEALTH*****PI*12345~", person))

    assert set(rows("select name, identifier from raw.status_payers")) == {kept}
    assert set(rows("select name, identifier from raw.submitted_payers")) == {kept}


@pytest.mark.parametrize(
    ("sent", "kept"), [("1000000004", "1000000004"), ("123456789", None), ("12345678901", None)]
)
def test_a_take_back_names_its_provider_by_npi_only(
    deliver: Deliver, rows: Rows, sent: str, kept: str | None
) -> None:
    deliver(a=interchange(remittance()).replace(b"PLB*1000000004", f"PLB*{sent}".encode()))

    assert set(rows("select provider_identifier from raw.provider_adjustments")) == {(kept,)}


def test_no_column_could_hold_a_name_or_a_birth_date() -> None:
    columns = {column for table in raw_tables().values() for column in table}

    assert not columns & {"member_id", "first_name", "last_name", "birth_date", "reference"}


def test_one_member_has_one_token_in_every_kind_of_file(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance()), b=claim_status(), d=submitted())

    tokens = """
        select member_token from raw.remittance_members
        union all select member_token from raw.status_members
        union all select member_token from raw.submitted_members where entity_code = 'IL'
    """
    assert len(rows(tokens)) == 3
    assert len(set(rows(tokens))) == 1


def test_of_a_member_id_the_shape_is_kept_and_no_sign_of_it(deliver: Deliver, rows: Rows) -> None:
    sent = submitted()
    number = sent[sent.index(b"NM1*IL*") :].split(b"~")[0].split(b"*")[9]
    for place, other in enumerate(("xyz00-12 4", "o'b1", "")):
        deliver(**{f"f{place}": sent.replace(b"*" + number + b"~", f"*{other}~".encode())})

    kept = rows("select distinct member_mask from raw.submitted_members order by all nulls last")
    assert kept == [("A-AN",), ("AAANN-NN-N",), (None,)]


def test_capitals_and_blanks_do_not_make_another_person(deliver: Deliver, rows: Rows) -> None:
    deliver(
        a=interchange(remittance(claim("C1", member="ab1"), claim("C2", member=" AB1"))),
    )

    assert rows("select count(distinct member_token) from raw.remittance_members") == [(1,)]


def test_a_dependent_has_a_token_of_its_own(deliver: Deliver, rows: Rows) -> None:
    deliver(d=submitted())

    assert rows(
        "select count(distinct member_token), count(member_token) from raw.submitted_members"
    ) == [(2, 2)]


@pytest.mark.parametrize("changed", [{"birth": "20150606"}, {"first": "CANARYTWIN"}])
def test_twins_and_siblings_are_told_apart(
    deliver: Deliver, rows: Rows, changed: dict[str, Any]
) -> None:
    deliver(a=submitted(), b=submitted(**changed))

    assert rows(
        "select count(distinct member_token) from raw.submitted_members where entity_code = 'QC'"
    ) == [(2,)]


def test_a_dependent_is_the_same_in_two_files(deliver: Deliver, rows: Rows) -> None:
    deliver(a=submitted(), b=submitted() + b"\n")

    assert rows(
        "select count(distinct member_token), count(*) from raw.submitted_members "
        "where entity_code = 'QC'"
    ) == [(1, 2)]


def test_a_member_id_that_was_not_sent_has_no_token(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance(claim(member=""))))

    assert rows("select member_token from raw.remittance_members") == [(None,)]


def test_a_token_depends_on_secret_practice_and_purpose() -> None:
    made = {
        token("M1", "member_id", b"a", "larkspur"),
        token("M1", "member_id", b"b", "larkspur"),
        token("M1", "member_id", b"a", "aster"),
        token("M1", "reference", b"a", "larkspur"),
        token("M2", "member_id", b"a", "larkspur"),
    }

    assert len(made) == 5
    assert {len(one) for one in made} == {32}


def test_a_take_backs_reference_is_a_token(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance()))

    assert rows(
        "select pair, reason_code, length(reference_token), amount_usd "
        "from raw.provider_adjustments order by pair"
    )[0][:3] == (1, "WO", 32)


def test_original_names_stay_out_of_the_tables(
    deliver: Deliver, rows: Rows, practice: Practice
) -> None:
    deliver(canary=interchange(remittance()))

    assert rows("select source_name like 'file-%' from raw.files") == [(True,)]
