"""What a payer's rule says by its kind, and how each mistake is told."""

from __future__ import annotations

import pytest

from pipeline.practice.edit_templates import templates
from pipeline.practice.payer_rule_values import RULE_KINDS, mistakes

SOUND = {
    "telehealth": ("", "places=02 10; any_of=95 93; none_of=GT"),
    "location_places": ("", "location=main; places=11"),
    "licence_modifiers": ("90837", "level=LPC associate; modifier=HO"),
    "session_units": ("90853", "max=2"),
    "unit_rounding": ("", "rounding=whole"),
    "same_day_limit": ("90791 90792", "max=1; per=clinician; apart_by=59"),
    "program_floor": ("0912", "min_hours=20; hours_per_unit=0.25; min_days=4; max_days=5"),
    "carve_out": ("90837", "send_to=southgate; filing=HM 16"),
    "program_shape": ("0912", "bill_types=13 76; hcpcs=H0035; conditions=41"),
    "referral_required": ("", "roles=DK DN"),
    "uses_ncci": ("", "programme=medicaid"),
    "authorization_required": ("90837", "after 8 visits"),
    "no_rendering_provider": ("", ""),
    "supervision": ("LPCA", "modifier U1 HO"),
    "taxonomy_required": ("BI PE", ""),
    "visit_cap": ("90834 90837", "30 from 07-01"),
}


def said(kind: str, codes: str, value: str) -> list[str]:
    cells = {"rule_kind": kind, "applies_to": codes, "value": value}
    return [what for what, _ in mistakes(cells)]


def test_every_kind_has_a_sound_example() -> None:
    assert set(SOUND) == set(RULE_KINDS)
    assert [said(kind, *cells) for kind, cells in SOUND.items()] == [[]] * len(SOUND)


def test_every_kind_that_an_edit_needs_of_those_here_is_spelt_as_the_edit_spells_it() -> None:
    needed = {need for one in templates().values() for need in one.needs}
    optional = {"session_units", "unit_rounding", "no_rendering_provider", "taxonomy_required"}
    kinds = {need for need in needed if need.startswith("payer_rules:")}
    assert {f"payer_rules:{kind}" for kind in RULE_KINDS.keys() - optional} == kinds


@pytest.mark.parametrize(
    ("kind", "codes", "value", "expected"),
    [
        ("telehealth", "", "", "value is empty."),
        ("telehealth", "", "place=10", "A part of value says nothing that the kind has."),
        ("telehealth", "", "places", "places is not what it should be."),
        ("telehealth", "", "places=home", "places is not what it should be."),
        ("telehealth", "", "places=10; places=02", "places is said twice."),
        ("location_places", "", "places=11", "value does not say location."),
        (
            "licence_modifiers",
            "",
            "level=LPC; modifier=HO HN",
            "modifier is not what it should be.",
        ),
        ("session_units", "", "max=2", "applies_to is empty."),
        ("session_units", "90853", "max=0", "max is not what it should be."),
        ("unit_rounding", "", "rounding=down", "rounding is not what it should be."),
        ("same_day_limit", "90791", "max=1; per=day", "per is not what it should be."),
        ("program_floor", "0912", "max_days=8", "max_days is not what it should be."),
        ("carve_out", "", "filing=HM", "value does not say send_to."),
        ("carve_out", "", "send_to=Two Words", "send_to is not what it should be."),
        ("program_shape", "", "hcpcs=H0035", "applies_to is empty."),
        ("referral_required", "", "roles=DQ", "roles is not what it should be."),
        ("uses_ncci", "", "programme=cms", "programme is not what it should be."),
        ("authorization_required", "", "maybe", "value is not what it should be."),
        ("no_rendering_provider", "", "yes", "value is not what it should be."),
        ("supervision", "", "", "value is not what it should be."),
        ("taxonomy_required", "", "103T00000X", "value is not what it should be."),
        ("visit_cap", "", "30 from 02-30", "value is not what it should be."),
    ],
)
def test_a_mistake_is_told(kind: str, codes: str, value: str, expected: str) -> None:
    assert said(kind, codes, value) == [expected]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("authorization_required", ""),
        ("authorization_required", "yes"),
        ("authorization_required", "no"),
        ("authorization_required", "after 1 visit"),
        ("supervision", "DQ"),
        ("supervision", "bill_under"),
        ("visit_cap", "30"),
        ("visit_cap", "from 12-28"),
    ],
)
def test_words_that_the_edit_understands_are_taken(kind: str, value: str) -> None:
    assert said(kind, "", value) == []


def test_a_kind_that_no_edit_reads_is_refused_with_the_one_that_was_meant() -> None:
    told = [list(mistakes({"rule_kind": kind})) for kind in ("visit_caps", "holiday")]
    assert told[0] == [("rule_kind is none that an edit reads.", "Write visit_cap.")]
    ((what, remedy),) = told[1]
    assert what == "rule_kind is none that an edit reads."
    assert all(kind in remedy for kind in RULE_KINDS)
