"""Interchanges, groups and sets: what the transactions table says and what is found wrong."""

from __future__ import annotations

import pytest

from pipeline.x12 import transaction_sets
from pipeline.x12.reading import Reading, read
from tests.x12.texts import (
    ACKNOWLEDGEMENT,
    CLAIM_STATUS,
    CLAIMS,
    REMITTANCE,
    Marks,
    interchange,
    renumbered,
)


def reading_of(data: bytes) -> Reading:
    return read([("file", data)])


def sets_of(data: bytes) -> list[dict]:
    return reading_of(data).tables["transactions"].to_pylist()


def found(data: bytes) -> list[tuple[int, str]]:
    rows = reading_of(data).findings.to_pylist()
    return [(row["segment_number"], row["code"]) for row in rows]


def digests(data: bytes) -> list[str]:
    return [row["transaction_digest"] for row in sets_of(data)]


def test_a_set_carries_its_envelope() -> None:
    (row,) = sets_of(interchange(REMITTANCE, number=7))
    digest = row.pop("transaction_digest")
    assert len(digest) == 64
    assert row == {
        "file_id": "file",
        "segment_number": 3,
        "transaction_segment": 3,
        "interchange_sender_id": "SENDER",
        "interchange_receiver_id": "PRACTICE",
        "interchange_on": "20240106",
        "interchange_control_number": "000000007",
        "functional_code": "HP",
        "group_sender": "SENDER",
        "group_receiver": "PRACTICE",
        "group_on": "20240106",
        "group_control_number": "7",
        "version": "005010X221A1",
        "set_code": "835",
        "control_number": "0001",
        "last_segment": 29,
        "segment_count": 27,
        "is_complete": True,
    }


@pytest.mark.parametrize(
    "marks", [Marks("|", ">", "!", "\n"), Marks(line_end="\r\n"), Marks("\x1d", "\x1f", "^", "'")]
)
def test_a_digest_does_not_depend_on_delimiters(marks: Marks) -> None:
    assert digests(interchange(CLAIM_STATUS, marks=marks)) == digests(interchange(CLAIM_STATUS))


def test_a_digest_does_not_depend_on_control_numbers_or_neighbours() -> None:
    alone = digests(interchange(REMITTANCE)) + digests(interchange(CLAIMS))
    again = renumbered(REMITTANCE, "0977"), renumbered(CLAIMS, "0978")
    assert digests(interchange(*again, number=99)) == alone


def test_a_digest_does_not_depend_on_where_chunks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = digests(interchange(REMITTANCE, CLAIMS))
    for size in (1, 200, 700):
        monkeypatch.setattr("pipeline.x12.reading._CHUNK_BYTES", size)
        monkeypatch.setattr("pipeline.x12.reading._FULL_BYTES", size)
        assert digests(interchange(REMITTANCE, CLAIMS)) == whole


@pytest.mark.parametrize(
    "other",
    [
        interchange(REMITTANCE.replace("*150*90*", "*150*91*")),
        interchange(REMITTANCE, sender="ANOTHER"),
        interchange(REMITTANCE.replace("\nAMT*B6*100", "")),
        interchange(REMITTANCE.replace("ST*835", "ST*820")),
    ],
)
def test_a_digest_depends_on_sender_kind_and_content(other: bytes) -> None:
    assert digests(other) != digests(interchange(REMITTANCE))


def test_an_answer_of_another_day_is_another_answer() -> None:
    """A sender whose numbers are always 1 gets the same words each time it is refused."""
    first = interchange(ACKNOWLEDGEMENT)
    assert digests(first.replace(b"*20240106*", b"*20240107*")) != digests(first)
    assert digests(first.replace(b"000000001", b"000000002")) == digests(first)
    claims = interchange(REMITTANCE)
    assert digests(claims.replace(b"*20240106*", b"*20240107*", 1)) == digests(claims)


def test_a_digest_that_takes_the_control_number_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = transaction_sets.digest_of

    def careless(row: transaction_sets.TransactionSet):
        digest = honest(row)
        digest.update((row.control_number or "").encode())
        return digest

    monkeypatch.setattr("pipeline.x12.envelopes.digest_of", careless)
    again = renumbered(REMITTANCE, "0977")
    assert digests(interchange(again)) != digests(interchange(REMITTANCE))


def test_a_sound_interchange_has_no_finding() -> None:
    assert found(interchange(REMITTANCE, renumbered(REMITTANCE, "0002"))) == []


def test_a_wrong_count_of_segments_is_found_and_the_set_is_read() -> None:
    data = interchange(REMITTANCE.replace("SE*27", "SE*28"))
    assert found(data) == [(29, "wrong_segment_count")]
    (finding,) = reading_of(data).findings.to_pylist()
    assert finding["problem"] == (
        "The segments of the set are 28 by its own count; counted here: 27."
    )
    assert data[finding["byte_offset"] :].startswith(b"SE*28*")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("SE*27*0001", "SE*27*0002", "wrong_control_number"),
        ("SE*27*0001", "SE*X*0001", "unreadable_count"),
        ("SE*27*0001~", "SE*27*0001~SE*27*0001~", "stray_trailer"),
        ("GE*1*1", "GE*2*1", "wrong_set_count"),
        ("IEA*1*", "IEA*3*", "wrong_group_count"),
        ("SE*27*0001~", "", "missing_set_trailer"),
        ("GE*1*1~", "", "missing_group_trailer"),
        ("IEA*1*000000001~", "", "missing_interchange_trailer"),
        ("GS*HP*SENDER*PRACTICE*20240106", "GS*HP*SENDER*PRACTICE*20240199", "bad_date"),
        ("SE*27*0001~", "SE*27*0001~NTE*ADD*X~", "outside_set"),
        ("LX*1~", "LX*1~lx*2~", "bad_segment"),
        ("ST*835*0001", "ST**0001", "unnamed_set"),
    ],
)
def test_an_envelope_that_does_not_fit_is_one_finding(old: str, new: str, code: str) -> None:
    data = interchange(REMITTANCE).replace(old.encode(), new.encode())
    codes = [name for _, name in found(data) if name not in ("wrong_segment_count", "nothing_read")]
    assert codes == [code]


def test_a_control_number_used_twice_is_found_at_each_level() -> None:
    codes = [code for _, code in found(interchange(REMITTANCE, REMITTANCE))]
    assert codes == ["duplicate_control_number"]
    twice = interchange(REMITTANCE) * 2
    assert found(twice) == [(32, "duplicate_control_number")]
    assert found(interchange(REMITTANCE) + interchange(REMITTANCE, number=2)) == []


def test_a_set_that_no_layout_knows_is_listed_and_its_segments_are_counted() -> None:
    reading = reading_of(interchange("ST*834*0001\nBGN*00*1\nINS*Y*18\nSE*4*0001"))
    assert reading.tables["transactions"]["set_code"].to_pylist() == ["834"]
    assert reading.findings["code"].to_pylist() == ["nothing_read", "unknown_set"]
    ignored = [
        row["segment_id"] for row in reading.segment_counts.to_pylist() if row["ignored_count"]
    ]
    assert ignored == ["BGN", "INS"]
    (file,) = reading.files.to_pylist()
    assert (file["format"], file["feed"]) == ("834", "unknown")


def test_a_cut_file_keeps_what_it_has() -> None:
    data = interchange(REMITTANCE)
    reading = reading_of(data[: data.index(b"PLB*")])
    assert reading.tables["remittance_claims"].num_rows == 2
    assert sorted(reading.findings["code"].to_pylist()) == [
        "missing_group_trailer",
        "missing_interchange_trailer",
        "missing_set_trailer",
    ]


def test_a_cut_segment_is_no_part_of_its_set() -> None:
    bare = Marks().write(REMITTANCE).encode()
    data = bare[: bare.index(b"PLB*") + 9] + interchange(CLAIMS)
    first, second = sets_of(data)
    assert (first["last_segment"], first["segment_count"]) == (25, 25)
    assert second["segment_number"] == 29


@pytest.mark.parametrize(
    ("text", "kind", "feed"),
    [
        (REMITTANCE, "835", "remittance"),
        (CLAIM_STATUS, "277CA", "claim_status"),
        (CLAIM_STATUS.replace("X214", "X212"), "277", "claim_status"),
        (ACKNOWLEDGEMENT, "999", "acknowledgement"),
        (ACKNOWLEDGEMENT.replace("ST*999", "ST*997"), "999", "acknowledgement"),
        (CLAIMS, "837P", "submitted_claims"),
        (CLAIMS.replace("X222A1", "X223A2"), "837I", "submitted_claims"),
        (CLAIMS.replace("X222A1", "X224A2"), "837D", "submitted_claims"),
    ],
)
def test_the_content_tells_what_a_file_is(text: str, kind: str, feed: str) -> None:
    (file,) = reading_of(interchange(text)).files.to_pylist()
    assert (file["format"], file["feed"], file["interchange_on"]) == (kind, feed, "20240106")


def test_a_bare_set_is_known_by_what_is_in_it() -> None:
    bare = CLAIM_STATUS.replace("*005010X214", "")
    assert read([("a", Marks().write(bare).encode())]).files["format"].to_pylist() == ["277CA"]
    other = bare.replace("*TH\n", "*DG\n")
    assert read([("a", Marks().write(other).encode())]).files["format"].to_pylist() == ["277"]


def test_an_interchange_acknowledgement_is_read_without_any_set() -> None:
    data = interchange(extra="TA1*000000005*240105*1200*R*006")
    reading = reading_of(data)
    assert reading.tables["interchange_acks"].to_pylist() == [
        {
            "file_id": "file",
            "segment_number": 2,
            "transaction_segment": None,
            "control_number": "000000005",
            "interchange_on": "20240105",
            "acknowledgement_code": "R",
            "note_code": "006",
        }
    ]
    (file,) = reading.files.to_pylist()
    assert (file["format"], file["feed"]) == ("TA1", "acknowledgement")


def test_a_mixed_file_is_read_by_each_sets_layout_and_named_by_its_first() -> None:
    data = interchange(ACKNOWLEDGEMENT) + interchange(REMITTANCE, number=2)
    reading = reading_of(data)
    assert reading.files["format"].to_pylist() == ["999"]
    assert reading.tables["ack_sets"].num_rows == 2
    assert reading.tables["remittance_claims"]["transaction_segment"].to_pylist() == [17, 17]
