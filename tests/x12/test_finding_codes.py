"""Every code of a finding has an input that makes it, and a row in the paper about findings."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import balancing, manifest
from pipeline.exports.findings import FINDINGS as OF_EXPORTS
from pipeline.x12.findings import ERROR, FINDINGS, INFO, WARNING
from pipeline.x12.framing import LONGEST_SEGMENT
from pipeline.x12.reading import read
from tests.x12.texts import ACKNOWLEDGEMENT, REMITTANCE, Marks, interchange

PAPER = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| (.+) \| (.+) \|$", re.MULTILINE)

PLAIN = interchange(REMITTANCE)


def changed(old: str, new: str) -> bytes:
    """Return the plain file with one thing changed."""
    assert old.encode() in PLAIN
    return PLAIN.replace(old.encode(), new.encode(), 1)


MADE_BY = {
    "empty_file": b"\r\n",
    "not_x12": b"%PDF-1.7",
    "bad_interchange_header": b"ISA*00*x~",
    "missing_segment_ends": PLAIN.replace(b"~", b""),
    "after_interchange": PLAIN + b"<html></html>",
    "cut_segment": PLAIN[: PLAIN.index(b"*PCN2")],
    "other_component_separator": changed("*P*:~", "*P*>~"),
    "missing_group": PLAIN[:106] + PLAIN[PLAIN.index(b"ST*") : PLAIN.index(b"GE*")] + b"IEA*0*1~",
    "outside_interchange": PLAIN + Marks().write(REMITTANCE).encode(),
    "extra_groups": changed("CAS*CO*45*50**16*50", "CAS*CO" + "*45*10*" * 7),
    "oversized_segment": changed("AMT*B6*100", "AMT*B6*" + "1" * LONGEST_SEGMENT),
    "bad_segment": changed("~CLP*A2*", "~clp*A2*"),
    "missing_interchange": Marks().write(REMITTANCE).encode(),
    "missing_set_trailer": changed("SE*27*0001~", ""),
    "missing_group_trailer": changed("GE*1*1~", ""),
    "missing_interchange_trailer": changed("IEA*1*000000001~", ""),
    "stray_trailer": changed("SE*27*0001~", "SE*27*0001~SE*27*0001~"),
    "wrong_segment_count": changed("SE*27", "SE*26"),
    "wrong_set_count": changed("GE*1", "GE*2"),
    "wrong_group_count": changed("IEA*1", "IEA*2"),
    "unreadable_count": changed("SE*27", "SE*XX"),
    "wrong_control_number": changed("SE*27*0001", "SE*27*0002"),
    "duplicate_control_number": interchange(REMITTANCE, REMITTANCE),
    "unknown_set": changed("ST*835", "ST*834"),
    "unnamed_set": changed("ST*835", "ST*"),
    "outside_set": changed("GE*1*1~", "NTE*ADD*X~GE*1*1~"),
    "nothing_read": interchange(),
    "bad_money": changed("*150*90*", "*150,00*90*"),
    "finer_money": changed("*150*90*", "*150.005*90*"),
    "bad_date": changed("DTM*232*20231201", "DTM*232*20231301"),
    "bad_number": interchange(ACKNOWLEDGEMENT.replace("AK9*P*2", "AK9*P*two")),
    "more_findings": changed("AMT*B6*100", "~".join(["AMT*B6*x"] * 101)),
}
"""Code to the smallest change of a plain file that makes it."""


def found(data: bytes) -> set[str]:
    return set(read([("file", data)]).findings["code"].to_pylist())


@pytest.mark.parametrize("code", MADE_BY)
def test_an_input_makes_its_finding(code: str) -> None:
    assert code in found(MADE_BY[code])


def test_every_code_of_the_reader_is_made_by_an_input_and_no_other_is() -> None:
    made = read(list(MADE_BY.items())).findings["code"].to_pylist()
    assert set(made) == set(MADE_BY) == set(FINDINGS)


def test_the_plain_file_makes_none() -> None:
    assert found(PLAIN) == set()


def known() -> dict[str, tuple[str, str]]:
    """Return severity and remedy of every code that can stand in ``raw.findings``."""
    dated = pa.table(
        {"file_id": ["a", "b"], "date_finding": [manifest.DATE_HELD, manifest.DATE_MISSING]}
    )
    of_dates = manifest.findings_of_dates(dated).to_pylist()
    rules = FINDINGS | balancing.RULES | OF_EXPORTS
    return {code: (rule.severity, rule.remedy) for code, rule in rules.items()} | {
        row["code"]: (row["severity"], row["remedy"]) for row in of_dates
    }


def told(paper: str) -> dict[str, tuple[str, str]]:
    rows = ROW.findall(paper)
    assert len({code for code, *_ in rows}) == len(rows), "a code stands in two rows"
    return {code: (severity, remedy) for code, severity, _, remedy in rows}


def test_the_paper_tells_every_code_with_its_severity_and_remedy() -> None:
    assert told(PAPER) == known()


@pytest.mark.parametrize(
    ("old", "new"),
    [("| `bad_money` |", "| `bad_monies` |"), ("| `bad_money` | warning", "| `bad_money` | info")],
)
def test_a_paper_that_says_otherwise_is_caught(old: str, new: str) -> None:
    assert old in PAPER
    assert told(PAPER.replace(old, new)) != known()


def test_a_severity_is_one_of_three() -> None:
    assert {severity for severity, _ in known().values()} == {ERROR, WARNING, INFO}


def test_a_writer_of_findings_is_one_of_those_the_paper_knows() -> None:
    pipeline = Path(balancing.__file__).parent
    writers = {
        path.stem
        for path in pipeline.rglob("*.py")
        if re.search(r"into raw\.findings|\"findings\", ", path.read_text(encoding="utf-8"))
    }
    # what is written of an outgoing file are the reader's own, in memory
    assert writers == {"answer_findings", "balancing", "loading", "outgoing"}
