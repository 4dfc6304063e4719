"""Which conditions an edit learnt from denials may have, and how each mistake is told."""

from __future__ import annotations

import pytest

from pipeline.practice.learned_edits import conditions, mistakes

IDS = {"payer_id": frozenset({"northwind"}), "location_id": frozenset({"main"})}
PAYER = {"payer_id": "northwind"}


@pytest.mark.parametrize(
    "parameters",
    [
        PAYER,
        PAYER | {"procedure_code": "90837"},
        {"modifiers": "95:HO", "place_of_service": "02"},
        {"modifiers": "none"},
        {"location_id": "main", "rendering_npi": "1999999984"},
        PAYER | {"wanted_field": "modifiers", "wanted_value": "95"},
        {"modifiers": "95"} | {"wanted_field": "modifiers", "wanted_value": "none"},
    ],
)
def test_a_sound_one(parameters: dict[str, str]) -> None:
    assert list(mistakes(parameters, IDS)) == []


@pytest.mark.parametrize(
    ("parameters", "what"),
    [
        ({}, "without a condition"),
        ({"procedure_code": "any"}, "without a condition"),
        (PAYER | {"procedure_code": "90837", "modifiers": "none"}, "more than two"),
        ({"procedure_code": "9083"}, "procedure_code is not"),
        ({"place_of_service": "2"}, "place_of_service is not"),
        ({"modifiers": "95-HO"}, "modifiers is not"),
        ({"modifiers": "95:HO:AH:GT:59"}, "modifiers is not"),
        ({"rendering_npi": "199999998"}, "rendering_npi is not"),
        ({"location_id": "annex"}, "location_id is not"),
        (PAYER | {"wanted_field": "modifiers"}, "go together"),
        (PAYER | {"wanted_value": "95"}, "go together"),
        (PAYER | {"wanted_field": "payer_id", "wanted_value": "southgate"}, "none that a line"),
        (PAYER | {"wanted_field": "place_of_service", "wanted_value": "home"}, "wanted_value is"),
        ({"modifiers": "HO:95", "wanted_field": "modifiers", "wanted_value": "95:HO"}, "also the"),
    ],
)
def test_each_mistake_is_told_without_what_was_written(
    parameters: dict[str, str], what: str
) -> None:
    (told,) = mistakes(parameters, IDS)
    assert what in told[0]
    assert not any(value in "".join(told) for value in ("9083", "95-HO", "annex", "southgate"))


def test_a_location_is_not_compared_where_the_settings_cannot_be_read() -> None:
    assert list(mistakes({"location_id": "annex"}, {})) == []


def test_conditions_are_the_same_in_any_order_of_modifiers() -> None:
    said = conditions({"modifiers": "HO:95", "wanted_field": "modifiers", "wanted_value": "GT"})
    assert said == conditions({"modifiers": "95:HO"}) == {"modifiers": "95:HO"}
