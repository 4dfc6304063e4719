"""What queries are written against, on a text: a column, a place in the 837."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.edits import history, reference
from pipeline.edits.outgoing import OutgoingFile, read_outgoing
from pipeline.edits.relations import create_relations, create_sent
from pipeline.edits.scrubbing import sha256_of
from pipeline.practice import Home
from pipeline.practice.reference_files import read_references
from pipeline.resources.databases import memory
from pipeline.tokens import Tokens, token
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, outgoing
from tests.edits.past import patient_of

FULL = Claim(
    number="A1",
    sequence="S",
    frequency="7",
    before=("REF*F8*PCN1", "REF*G1*AUTH7"),
    health=("HI*ABK:Z0001*ABF:Z0002", "HI*BG:41"),
    extra=(
        "PRV*PE*PXC*101YM0800X",
        "NM1*DQ*1*OVER*SEER****XX*1999999968",
        "SBR*P*18*G2******MC",
        "CAS*CO*45*20",
        "AMT*D*68.5",
        "NM1*IL*1*ADLER*MINA****MI*OTHER9",
        "NM1*PR*2*SOUTH*****PI*SG01",
    ),
    lines=(
        Line("HC:90837:95:HO", units="1", place="02", pointers="1:2"),
        Line(
            "HC:90834",
            charge="100.5",
            basis="MJ",
            units="45",
            on=DAY + dt.timedelta(days=1),
            extra=(
                "REF*6R*L2",
                f"NM1*82*1*OTHER*CLIN****XX*{OTHER_CLINICIAN}",
                "SVD*SG01*60*HC:90834**1",
                "CAS*PR*3*10",
                "DTP*573*D8*20261105",
            ),
        ),
    ),
)


@pytest.fixture
def asked(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which a file with two claims is laid out."""
    content = outgoing(FULL, Claim(number="A2", payer="ZZ99", member="MEMBER2"))
    practice = home.practices[0]
    folder = practice.reference_folder
    folder.mkdir(exist_ok=True)
    (folder / "authorizations.csv").write_text(
        "member_id,payer_id,authorization_number,from_on\nMEMBER1,northwind,AUTH7,2026-01-01\n"
    )
    lists, problems = read_references(folder, practice.settings)
    assert problems == []
    with memory() as connection:
        create_sent(connection)
        connection.execute(
            "insert into judging values ('larkspur', 'together', '2026-11-09', '2026-11-10')"
        )
        reference.create_reference(connection, practice, lists, home.secret)
        history.without_history(connection)
        file = OutgoingFile(Path("batch.837"), sha256_of(content), content)
        read_outgoing(connection, Tokens(home.secret, "larkspur"), [file])
        create_relations(connection)
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_a_claim_says_what_its_levels_say(asked: duckdb.DuckDBPyConnection, home: Home) -> None:
    assert rows(
        asked,
        "select claim_number, form, payer_id, payer_sequence, frequency_code, original_reference, "
        "place_of_service, facility_qualifier, filing_code, billing_npi, rendering_npi, "
        "service_from_on, service_to_on, line_count, submitted_on, as_of_on, judged_on "
        "from claims order by claim_segment limit 1",
    ) == [
        (
            "A1", "837P", "northwind", "secondary", "7", "PCN1", "11", "B", "CI", "1999999992",
            "1999999984", DAY, DAY + dt.timedelta(days=1), 2, dt.date(2026, 11, 9),
            dt.date(2026, 11, 9), dt.date(2026, 11, 10),
        )
    ]  # fmt: skip
    tokens = rows(asked, "select member_token, patient_token from claims order by claim_segment")
    assert tokens[0] == (
        token("MEMBER1", "member_id", home.secret, "larkspur"),
        patient_of(home, "MEMBER1"),
    )


def test_a_payer_that_nobody_set_up_has_the_key_that_the_facts_give_it(
    asked: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(asked, "select payer_id from claims where claim_number = 'A2'") == [
        ("unknown-07d6edf4",)
    ]


def test_lines(asked: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        asked,
        "select line_number, procedure_code, modifiers, modifier_list, charge_usd, unit_basis, "
        "units, place_of_service, has_own_place, service_on, rendering_npi, pointers, line_control "
        "from lines where claim_number = 'A1' order by line_number",
    ) == [
        (
            1, "90837", "95:HO", ["95", "HO"], 150, "UN", 1, "02", True, DAY, "1999999984",
            ["1", "2"], None,
        ),
        (
            2, "90834", "", [], 100.5, "MJ", 45, "11", False, DAY + dt.timedelta(days=1),
            OTHER_CLINICIAN, ["1"], "L2",
        ),
    ]  # fmt: skip


def test_what_stands_beside_a_claim(asked: duckdb.DuckDBPyConnection, home: Home) -> None:
    assert rows(
        asked,
        "select qualifier, identifier, reference_token is null from claim_references order by all",
    ) == [("6R", "L2", True), ("F8", "PCN1", True), ("G1", None, False)]
    assert rows(
        asked,
        "select role_code, npi, entity_type_code, line_segment is null from claim_providers "
        "semi join claims on claim_providers.claim_key = claims.claim_key "
        "and claims.claim_number = 'A1' order by all",
    ) == [
        ("82", "1999999976", "1", False),
        ("82", "1999999984", "1", True),
        ("85", "1999999992", "2", True),
        ("DQ", "1999999968", "1", True),
    ]
    assert rows(
        asked, "select distinct provider_code, taxonomy_code from claim_taxonomies order by all"
    ) == [("BI", "261QM0801X"), ("PE", "101YM0800X")]
    assert rows(
        asked,
        "select qualifier, condition_code, diagnosis_number from claim_health_codes "
        "semi join claims on claim_health_codes.claim_key = claims.claim_key "
        "and claims.claim_number = 'A1' order by all",
    ) == [("ABF", None, 2), ("ABK", None, 1), ("BG", "41", None)]


def test_what_an_earlier_payer_decided(asked: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        asked,
        "select responsibility_code, filing_code, payer_id, paid_usd, has_paid_amount, "
        "adjusted_usd from other_payers",
    ) == [("P", "MC", "southgate", 68.5, True, 20)]
    assert rows(
        asked,
        "select line_number, payer_identifier, paid_usd, adjusted_usd, answered_on "
        "from line_answers",
    ) == [(2, "SG01", 60, 10, dt.date(2026, 11, 5))]
    assert rows(
        asked,
        "select group_code, carc_code, adjusted_usd, line_segment is null from claim_adjustments "
        "order by all",
    ) == [("CO", "45", 20, True), ("PR", "3", 10, False)]


def test_a_list_meets_claims_by_tokens(asked: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        asked,
        "select claims.claim_number from authorizations "
        "inner join claims on authorizations.member_token = claims.subscriber_token "
        "inner join claim_references using (claim_key, reference_token)",
    ) == [("A1",)]
    held = str(rows(asked, "select * from authorizations"))
    assert "MEMBER1" not in held
    assert "AUTH7" not in held
