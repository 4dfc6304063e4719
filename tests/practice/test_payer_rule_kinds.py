"""What a payer's rule may say, by its kind, and how each mistake is told."""

from __future__ import annotations

import pytest

from pipeline.practice.payer_rule_values import mistakes


def wrong(kind: str, value: str, codes: str = "") -> list[str]:
    return [what for what, _ in mistakes({"rule_kind": kind, "value": value, "applies_to": codes})]


@pytest.mark.parametrize(
    ("kind", "value", "codes"),
    [
        ("carve_out", "send_to=southgate", ""),
        ("carve_out", "send_to=southgate; filing=HM 16", "90837"),
        ("program_shape", "bill_types=13 76; hcpcs=H0035; conditions=41", "0912"),
        ("referral_required", "roles=DK DN", ""),
        ("uses_ncci", "programme=medicaid", ""),
        ("a kind of somebody's", "as they like", ""),
    ],
)
def test_a_sound_rule(kind: str, value: str, codes: str) -> None:
    assert wrong(kind, value, codes) == []


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        ("carve_out", "filing=HM", "value does not say send_to."),
        ("carve_out", "send_to=Two Words", "send_to is not what it should be."),
        ("program_shape", "hcpcs=H0035", "applies_to is empty."),
        ("referral_required", "roles=DQ", "roles is not what it should be."),
        ("uses_ncci", "programme=medicare; programme=medicaid", "programme is said twice."),
        ("uses_ncci", "program=medicare", "A part of value says nothing that the kind has."),
        ("uses_ncci", "", "value is empty."),
    ],
)
def test_each_mistake_is_told(kind: str, value: str, what: str) -> None:
    assert what in wrong(kind, value)
