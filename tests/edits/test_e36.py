"""E36: an institutional claim of a program has the shape that the payer's row asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pipeline.edits.reports import Report
from pipeline.practice import Home
from tests.edits.claim_text import DAY, Claim, Line, with_lines
from tests.edits.lists import payer_rules
from tests.edits.telling import silence, told

Judge = Callable[..., Report]
ROW = "northwind,program_shape,0912,bill_types=13 76; hcpcs=H0035; conditions=41,2026-11-02"
ATTENDING = "NM1*71*1*ATT*END****XX*1999999968"
DAY_AFTER = DAY + dt.timedelta(days=1)
VISIT = Line("HC:H0035", revenue="0912")


def program(*lines: Line, number: str = "A1", **other: object) -> Claim:
    shape = {"place": "13:A", "extra": (ATTENDING,), "health": ("HI*ABK:Z0001", "HI*BG:41")}
    return with_lines(*(lines or (VISIT,)), number=number, **(shape | other))


def fields(report: Report) -> dict[str, set[str]]:
    """Return the fields told of each claim."""
    found: dict[str, set[str]] = {}
    for one in report.findings:
        found.setdefault(one.claim_number, set()).add(one.field)
    return found


def test_each_part_of_the_shape(judge: Judge, home: Home) -> None:
    payer_rules(home, ROW)
    report = judge(
        program(number="whole"),
        program(VISIT, Line("HC:H0035", revenue="0912", on=DAY_AFTER), number="two days"),
        program(number="other bill type", place="76:A"),
        program(number="bill type", place="11:A"),
        program(Line("HC:H0015", revenue="0912"), number="procedure"),
        program(Line("", revenue="0912"), number="no procedure"),
        program(number="condition", health=("HI*ABK:Z0001", "HI*BG:92")),
        program(number="no condition", health=("HI*ABK:Z0001",)),
        program(number="nobody", extra=()),
        program(number="no number", extra=("NM1*71*1*ATT*END",)),
        program(VISIT, VISIT, number="twice"),
        program(
            Line("HC:H0035", revenue="0912", on=None),
            number="no day",
            before=(f"DTP*434*RD8*{DAY:%Y%m%d}-{DAY:%Y%m%d}",),
        ),
        program(
            Line(
                "HC:H0035", revenue="0912", on=None,
                extra=(f"DTP*472*RD8*{DAY:%Y%m%d}-{DAY_AFTER:%Y%m%d}",),
            ),
            number="span",
        ),
        program(Line("HC:H0035", revenue="0905"), number="no program", place="11:A"),
        program(number="another payer", payer="SG01", place="11:A"),
        program(
            Line("HC:H0015", revenue="0912", on=DAY - dt.timedelta(days=1)), number="before"
        ),
        program(number="taken back", place="11:A", frequency="8"),
        only=["E36"],
    )  # fmt: skip
    assert fields(report) == {
        "bill type": {"CLM05-1"},
        "procedure": {"SV202-2"},
        "no procedure": {"SV202-2"},
        "condition": {"HI*BG"},
        "no condition": {"HI*BG"},
        "nobody": {"NM1*71"},
        "no number": {"NM1*71"},
        "twice": {"DTP*472"},
        "no day": {"DTP*472"},
        "span": {"DTP*472"},
    }
    assert {one.severity for one in report.findings} == {"hold"}
    found = next(one for one in report.findings if one.claim_number == "procedure")
    assert found.found == "bill type 13, revenue code 0912, procedure H0015"
    assert "H0035" not in found.wanted


def test_one_of_several_rows_suffices_and_each_keeps_its_condition(
    judge: Judge, home: Home
) -> None:
    other = "northwind,program_shape,0912 0913,hcpcs=H0015; conditions=92"
    payer_rules(home, ROW, other, "northwind,program_shape,0906,bill_types=13")
    intensive = Line("HC:H0015", revenue="0912")
    report = judge(
        program(intensive, number="other row", health=("HI*ABK:Z0001", "HI*BG:92")),
        program(intensive, number="condition of the first row"),
        program(Line("HC:H9999", revenue="0906"), number="no condition asked", health=()),
        only=["E36"],
    )
    assert fields(report) == {"condition of the first row": {"HI*BG"}}


def test_a_professional_claim_is_not_judged_and_without_a_row_it_is_silent(
    judge: Judge, home: Home
) -> None:
    payer_rules(home, ROW)
    assert told(judge(Claim(), only=["E36"])) == []
    payer_rules(home, "northwind,carve_out,,send_to=southgate")
    assert silence(judge(program(place="11:A"), only=["E36"]), "E36") == (
        "reference/payer_rules.csv has no row of the kind program_shape"
    )
