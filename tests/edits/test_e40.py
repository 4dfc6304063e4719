"""E40: what a practice learnt from its own denials, told by one or two fields of a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.edits.reports import Report, as_json
from pipeline.practice import Home
from tests.edits.claim_text import DAY, OTHER_CLINICIAN, Claim, Line, with_lines
from tests.edits.telling import told

Judge = Callable[..., Report]
Learn = Callable[..., None]
HELD = [("L1", "A1", 1, "hold")]
PLACE = "1999999968"
AT_PLACE = Claim(before=(f"NM1*77*2*HOUSE*****XX*{PLACE}",))


@pytest.fixture
def learn(home: Home) -> Learn:
    """Adopt edits, each by its parameters, as L1, L2 and so on; there is one location, main."""
    with home.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        settings.write(f'\n[[locations]]\nid = "main"\nname = "Main"\nnpi = "{PLACE}"\n')

    def learnt(*parameters: str, severity: str = "hold", expires_on: str = "2026-12-31") -> None:
        head = (
            "edit_id,template_id,parameters,severity,category,owner_role,adopted_on,"
            "adopted_by_role,reason,expires_on\n"
        )
        rows = (
            f"L{place},E40,{text},{severity},coding_modifier,claims_biller,2026-10-01,"
            f"billing_manager,as denied,{expires_on}\n"
            for place, text in enumerate(parameters, 1)
        )
        file = home.practices[0].rules_folder / "edits.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(head + "".join(rows), encoding="utf-8")

    return learnt


SOUTH = Claim(number="south", payer="SG01")
TREATED = {
    "plain": Claim(),
    "south": SOUTH,
    "90834": with_lines(Line("HC:90834")),
    "95": with_lines(Line("HC:90837:95")),
    "95 HO": with_lines(Line("HC:90837:95:HO")),
    "HO 95": with_lines(Line("HC:90837:HO:95")),
    "at home": with_lines(Line(place="10")),
    "not at home": with_lines(Line(place="02")),
    "other clinician": Claim(clinician=OTHER_CLINICIAN),
    "at main": AT_PLACE,
}


def found_by(judge: Judge, *, payers: Sequence[str] = ("",)) -> dict[str, set[str]]:
    """Return which claims each edit found; all go together, and to each payer named."""
    found: dict[str, set[str]] = {}
    claims = [
        replace(claim, number=name, payer=payer or claim.payer)
        for payer in payers
        for name, claim in TREATED.items()
    ]
    for edit_id, number, _, _ in told(judge(*claims, only=["E40"])):
        found.setdefault(edit_id, set()).add(number)
    return found


def test_lines_in_the_place_are_found_and_those_outside_are_not(judge: Judge, learn: Learn) -> None:
    places: dict[str, set[str]] = {
        "payer_id=southgate": {"south"},
        "procedure_code=90834": {"90834"},
        "modifiers=95": {"95"},
        "modifiers=none": {*TREATED} - {"95", "95 HO", "HO 95"},
        "modifiers=95:HO": {"95 HO", "HO 95"},
        "place_of_service=10": {"at home"},
        "place_of_service=11": {*TREATED} - {"at home", "not at home"},
        f"rendering_npi={OTHER_CLINICIAN}": {"other clinician"},
        "location_id=main": {"at main"},
        "payer_id=southgate; procedure_code=90837": {"south"},
        "payer_id=northwind; procedure_code=90834": {"90834"},
    }
    learn(*places)
    assert found_by(judge) == {f"L{place}": found for place, found in enumerate(places.values(), 1)}


def test_lines_that_have_what_is_wanted_pass(judge: Judge, learn: Learn, home: Home) -> None:
    wanted: dict[str, set[str]] = {
        "modifiers; wanted_value=95": {"95", "95 HO", "HO 95"},
        "modifiers; wanted_value=95:HO": {"95 HO", "HO 95"},
        "modifiers; wanted_value=none": {*TREATED} - {"95", "95 HO", "HO 95"},
        "place_of_service; wanted_value=10": {"at home"},
        "procedure_code; wanted_value=90834": {"90834"},
        f"rendering_npi; wanted_value={OTHER_CLINICIAN}": {"other clinician"},
        "location_id; wanted_value=main": {"at main"},
    }
    payers = [f"P{place}" for place in range(1, len(wanted) + 1)]
    with home.practices[0].settings_file.open("a", encoding="utf-8") as settings:
        for one in payers:
            settings.write(f'\n[[payers]]\nid = "{one.lower()}"\nname = "{one}"\n')
            settings.write(f'identifiers = ["{one}"]\n')
    learn(
        *(
            f"payer_id={one.lower()}; wanted_field={what}"
            for one, what in zip(payers, wanted, strict=True)
        )
    )
    assert found_by(judge, payers=payers) == {
        f"L{place}": {*TREATED} - passing for place, passing in enumerate(wanted.values(), 1)
    }


def test_the_mismatch_is_told_and_what_would_pay_is_not(judge: Judge, learn: Learn) -> None:
    learn("procedure_code=90837; wanted_field=modifiers; wanted_value=GT")
    report = judge(Claim(), only=["E40"])
    (finding,) = report.findings
    assert (finding.field, finding.owner_role) == ("SV101-3", "claims_biller")
    assert finding.found == "procedure 90837, as on claims of the practice that were denied"
    assert finding.wanted == (
        "modifiers as on the corrected claims that were paid; L1 in rules/edits.csv"
    )
    assert '"GT"' not in as_json(report)
    assert " GT" not in as_json(report)


def test_the_field_to_look_at_is_the_closest(judge: Judge, learn: Learn) -> None:
    fields = {
        "place_of_service=11": "CLM05-1",
        "rendering_npi=1999999984": "NM1*82",
        "payer_id=northwind; procedure_code=90837": "SV101-2",
        "payer_id=northwind; modifiers=none": "SV101-3",
        "payer_id=northwind": "NM1*PR",
        "wanted_field=location_id; wanted_value=main; procedure_code=90837": "NM1*77",
    }
    learn(*fields)
    findings = judge(Claim(), only=["E40"]).findings
    assert [one.field for one in findings] == [*fields.values()]
    assert not any("1999999984" in one.found for one in findings)


def test_an_edit_of_one_payer_stands_in_no_other_s_place(judge: Judge, learn: Learn) -> None:
    learn("payer_id=northwind; procedure_code=90837", "modifiers=none", "modifiers=95")
    assert told(judge(Claim(), SOUTH, only=["E40"])) == [
        ("L1", "A1", 1, "hold"),
        ("L2", "A1", 1, "hold"),
        ("L2", "south", 1, "hold"),
    ]


def test_each_line_of_a_claim_is_told(judge: Judge, learn: Learn) -> None:
    learn("procedure_code=90837")
    claim = with_lines(Line(), Line("HC:90834"), Line("HC:90837:95", on=DAY + dt.timedelta(days=1)))
    assert told(judge(claim, only=["E40"])) == [
        ("L1", "A1", 1, "hold"),
        ("L1", "A1", 3, "hold"),
    ]


def test_a_second_payer_s_claim_and_a_void_are_not_judged_and_a_replacement_is(
    judge: Judge, learn: Learn
) -> None:
    learn("procedure_code=90837")
    second, void = Claim(number="A2", sequence="S"), Claim(number="A3", frequency="8")
    assert told(judge(Claim(frequency="7"), second, void, only=["E40"])) == HELD


def test_an_institutional_line_is_judged_by_what_it_has(judge: Judge, learn: Learn) -> None:
    learn("procedure_code=H0035", "place_of_service=11")
    line = Line("HC:H0035", revenue="0912")
    report = judge(with_lines(line, place="11:A"), only=["E40"])
    assert told(report) == HELD
    assert report.findings[0].field == "SV202-2"


def test_it_ends_on_its_day(judge: Judge, learn: Learn) -> None:
    learn("procedure_code=90837", expires_on="2026-11-10")
    assert told(judge(Claim(), only=["E40"], as_of_on=dt.date(2026, 11, 9))) == HELD
    report = judge(Claim(), only=["E40"], as_of_on=dt.date(2026, 11, 10))
    assert told(report) == []
    assert ("L1", "expired on 2026-11-10") in [
        (one.edit_id, one.reason) for one in report.plan.silent
    ]


def test_it_is_no_graver_than_it_was_adopted(judge: Judge, learn: Learn) -> None:
    learn("procedure_code=90837", severity="warn")
    assert told(judge(Claim(), only=["E40"])) == [("L1", "A1", 1, "warn")]
