"""Broken files by the thousand: nothing raises, nothing is lost, the slow reader says the same.

The number of inputs and the seed are fixed, so a run is the same everywhere. Longer runs:
``python benchmarks/fuzz.py --minutes 60 --seed N``. What they found stands at the end, by name.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.fuzzing.campaign import Campaign
from benchmarks.fuzzing.comparing import chunks_of
from benchmarks.fuzzing.giants import GIANTS
from benchmarks.fuzzing.minimising import minimised
from benchmarks.fuzzing.oracles import examine, label
from benchmarks.fuzzing.seeds import seeds
from pipeline.x12 import reports
from pipeline.x12.reading import read
from tests.x12.mutations import MUTATIONS, mutated
from tests.x12.mutations_within import CANARY
from tests.x12.parted import Mutation
from tests.x12.texts import CLAIM_STATUS, CLAIMS, REMITTANCE, Marks, interchange

FEW, MANY = 60, 2000
GIANT_BYTES = 30_000
PLAIN = interchange(REMITTANCE)


def throws(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


def faults_of(*files: bytes, seed: int = 1) -> list[str]:
    named = [(f"file{number}", data) for number, data in enumerate(files)]
    return examine(named, throws(seed)).faults


def failures(count: int) -> list[tuple[int, list[str]]]:
    campaign = Campaign(seeds(1), seed=1)
    return [(case.number, faults) for case, faults in campaign.run(count, None)]


def formats(*files: bytes) -> list[str]:
    return read([(str(n), data) for n, data in enumerate(files)]).files["format"].to_pylist()


def test_a_few_broken_files_of_every_kind_are_read_without_fault() -> None:
    assert failures(FEW) == []


@pytest.mark.slow
def test_thousands_of_broken_files_of_every_kind_are_read_without_fault() -> None:
    assert failures(MANY) == []


@pytest.mark.parametrize("name", GIANTS)
def test_a_file_that_repeats_one_thing_without_end_is_read_like_any_other(name: str) -> None:
    for number in range(3):
        assert faults_of(GIANTS[name](throws(number), GIANT_BYTES)) == []


def test_there_are_seeds_of_every_kind() -> None:
    assert set(seeds(1)) >= {"835", "277CA", "277", "999", "997", "TA1", "837P", "837I"}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("data", [b"", b"ISA", b"~", b"\xff" * 200, PLAIN])
def test_a_mutation_takes_any_bytes(mutation: Mutation, data: bytes) -> None:
    for number in range(5):
        assert isinstance(mutation(data, throws(number), PLAIN), bytes)
        assert isinstance(mutation(PLAIN, throws(number), data), bytes)


def test_every_mutation_changes_a_plain_file() -> None:
    for mutation in MUTATIONS:
        made = {mutation(PLAIN, throws(n), interchange(CLAIMS)) for n in range(20)}
        assert made - {PLAIN}, mutation.__name__


def test_the_same_seed_makes_the_same_inputs() -> None:
    chances = throws(7), throws(7)
    one, two = ([mutated(PLAIN, chance, PLAIN) for _ in range(20)] for chance in chances)
    assert one == two


# A check that finds nothing may be blind: each kind of fault, made on purpose, is seen.


def test_a_reader_that_raises_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise KeyError

    monkeypatch.setattr("pipeline.x12.reading.assemble", fails)
    (fault,) = faults_of(PLAIN)
    assert fault.startswith("crash: KeyError at test_fuzz.py")


def test_a_finding_that_repeats_an_element_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = PLAIN.replace(b"*150*90*", b"*" + CANARY + b"*90*")
    assert faults_of(broken) == []
    rule = reports.FINDINGS["bad_money"]
    told = type(rule)(rule.severity, CANARY.decode(), rule.remedy)
    monkeypatch.setitem(reports.FINDINGS, "bad_money", told)
    assert any(fault.startswith("privacy: bad_money") for fault in faults_of(broken))


def test_a_reader_that_forgets_what_is_open_between_chunks_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.x12.reading.parse", _forgetful)
    found = {label(fault) for seed in range(5) for fault in faults_of(PLAIN, seed=seed)}
    assert "parts: remittance_services" in found


def _forgetful(chunk, layout, inside, transaction, file_ids, _carried):
    from pipeline.x12.engine import parse

    return parse(chunk, layout, inside, transaction, file_ids, {})


def test_a_failing_input_is_made_small() -> None:
    files = [("a", PLAIN), ("b", PLAIN.replace(b"PCN1", b"NEEDLE")), ("c", PLAIN)]
    small = minimised(files, lambda some: any(b"NEEDLE" in data for _, data in some))
    assert small == [("b", b"NEEDLE")]


# What fuzzing found.


def test_a_sign_whose_last_byte_is_that_of_a_byte_order_mark_is_not_cut_in_half() -> None:
    data = PLAIN.replace(b"~IEA*1*000000001~", "~IEA*1*00000000¿".encode())
    reading = read([("file", data)])
    assert reading.findings["code"].to_pylist() == ["wrong_control_number"]
    for behind in (b"", b"\n", b"\xef\xbb\xbf", b" \xef\xbb\xbf\r\n"):
        assert faults_of(data + behind) == []
        assert faults_of(data.decode().encode("latin-1") + behind) == []


UNGUIDED = (
    ("837P", CLAIMS.replace("SV2*0900*", "SV1*")),
    ("837I", CLAIMS.replace("SV1*", "SV2*0900*")),
    ("837D", CLAIMS.replace("SV2*0900*HC", "SV3*AD").replace("SV1*HC", "SV3*AD")),
    ("837P", "\n".join([*CLAIMS.split("\n")[:15], "SE*16*0001"])),
    ("277CA", CLAIM_STATUS),
    ("277", CLAIM_STATUS.replace("*TH", "*DG")),
    ("277", "ST*277*0001\nHL*1**20*1\nBHT*0085*08*B1*20240110*1200*TH\nSE*4*0001"),
)


@pytest.mark.parametrize(("kind", "text"), UNGUIDED)
def test_a_set_without_a_guide_is_known_by_its_own_content_wherever_a_chunk_ends(
    kind: str, text: str
) -> None:
    opener, rest = text.split("\n", 1)
    data = Marks().write("*".join(opener.split("*")[:3]) + "\n" + rest).encode()
    institutional = Marks().write("ST*837*0009\nSV2*0900*HC:1*50*UN*1\nSE*3*0009").encode()
    assert formats(data) == [kind]
    assert formats(data, institutional) == [kind, "837I"]
    for size in (1, 150, 400, 700):
        with chunks_of(size, size):
            assert formats(data, institutional) == [kind, "837I"]


def test_an_envelope_value_of_spaces_is_no_value() -> None:
    data = PLAIN.replace(b"GS*HP*SENDER*", b"GS*HP* *")
    (row,) = read([("file", data)]).tables["transactions"].to_pylist()
    assert row["group_sender"] is None
    assert row["group_receiver"] == "PRACTICE"
