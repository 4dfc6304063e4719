"""Every product's list is recognised and says the same in our words, to the cent."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.exports.columns import KEYS, PRIVATE, SCHEMA, TABLE
from pipeline.exports.reading import ExportReading, read_exports
from pipeline.exports.sheets import looks_like_sheet
from pipeline.exports.shipped import shipped_profiles
from tests.exports.books import xlsx
from tests.exports.more_lists import SAMPLES


def read(*contents: bytes) -> ExportReading:
    files = [(f"file{number}", content) for number, content in enumerate(contents)]
    return read_exports(files, shipped_profiles())


def said(reading: ExportReading) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if value is not None and name not in KEYS}
        for row in reading.tables[TABLE].to_pylist()
    ]


def counts(reading: ExportReading) -> dict[str, tuple[int, int, int]]:
    return {
        row["segment_id"]: (row["loaded_count"], row["ignored_count"], row["quarantined_count"])
        for row in reading.segment_counts.to_pylist()
    }


@pytest.mark.parametrize("profile_id", SAMPLES)
def test_a_list_says_the_same_in_our_words(profile_id: str) -> None:
    sample = SAMPLES[profile_id]
    content = sample.as_csv()
    assert looks_like_sheet(content)
    reading = read(content)
    assert said(reading) == list(sample.said)
    assert reading.findings["code"].to_pylist() == list(sample.findings)
    (file,) = reading.files.to_pylist()
    filled = [line for line in sample.lines() if any(line)]
    assert file == {
        "file_id": "file0",
        "format": f"csv:{profile_id}",
        "feed": "practice_export",
        "segment_count": len(filled),
        "interchange_on": None,
    }


@pytest.mark.parametrize("profile_id", SAMPLES)
def test_every_row_is_accounted_for(profile_id: str) -> None:
    sample = SAMPLES[profile_id]
    before = len([line for line in sample.before if any(line)])
    expected = {"ROW": (len(sample.said), 0, 0), "HEADING": (0, 1, 0)}
    expected |= {"PREAMBLE": (0, before, 0)} if before else {}
    expected |= {kind: (0, count, 0) for kind, count in (sample.passed_over or {}).items()}
    assert counts(read(sample.as_csv())) == expected


@pytest.mark.parametrize("profile_id", SAMPLES)
def test_a_workbook_of_texts_says_what_the_text_says(profile_id: str) -> None:
    sample = SAMPLES[profile_id]
    content = xlsx([list(line) for line in sample.lines()])
    assert said(read(content)) == list(sample.said)


def test_each_profile_that_comes_with_the_program_has_a_list() -> None:
    assert {profile.profile_id for profile in shipped_profiles()} == set(SAMPLES)


def test_each_row_tells_where_it_stands() -> None:
    sample = SAMPLES["simplepractice_appointment_status"]
    rows = read(sample.as_csv()).tables[TABLE].select(list(KEYS)).to_pylist()
    assert rows[1] == {
        "file_id": "file0",
        "row_number": 6,
        "sheet_number": 1,
        "profile_id": "simplepractice_appointment_status",
        "extract": "appointment_status",
    }


def test_the_table_has_its_types_even_when_nothing_is_read() -> None:
    for reading in (read(), read(b"A,B\n1,2\n"), read(SAMPLES["generic_remittance"].as_csv())):
        assert reading.tables[TABLE].schema == SCHEMA


def test_several_lists_at_once_are_told_apart() -> None:
    reading = read(*(sample.as_csv() for sample in SAMPLES.values()))
    assert reading.files["format"].to_pylist() == [f"csv:{profile_id}" for profile_id in SAMPLES]
    assert said(reading) == [row for sample in SAMPLES.values() for row in sample.said]
    assert reading.byte_count == sum(len(sample.as_csv()) for sample in SAMPLES.values())


NAMES = ("Mina", "Adler", "ADLER", "Berg", "BERG", "Cole", "Dorn", "F41", "1980", "mother", "AU1")


@pytest.mark.parametrize("profile_id", SAMPLES)
def test_nothing_about_a_patient_leaves_the_reader(profile_id: str) -> None:
    reading = read(SAMPLES[profile_id].as_csv())
    table = reading.tables[TABLE].drop_columns(sorted(PRIVATE))
    told = [table, reading.findings, reading.files, reading.quarantine, reading.segment_counts]
    everything = " ".join(str(part.to_pylist()) for part in told)
    assert not [name for name in (*NAMES, "Toma") if name in everything]
    private = str(reading.tables[TABLE].select(sorted(PRIVATE)).to_pylist())
    assert not [name for name in NAMES if name in private]
