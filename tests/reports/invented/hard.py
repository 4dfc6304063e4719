"""Invented documents with hard names in them: long, foreign, hostile."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_type_hints

from reports.packet import Packet, Worklists
from tests.reports.invented.long_lists import twelve_owners
from tests.reports.invented.weeks import group

NAMES = ("payer", "practice_name", "role", "where", "source", "unknown_payers", "call_whom")
"""Fields that hold the name of a payer, a place, a practice or an owner."""

LONG_WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
HARD_NAMES: dict[str, str] = {
    "eighty letters": (
        "Upper Valley Employees and Retirees Behavioral Health Benefit Trust of the North"
    ),
    "two hundred letters": (
        "The Consolidated Multiple Employer Welfare Arrangement and Supplemental Behavioral Health "
        "Benefit Trust Fund of the Northern Lakes, the Upper Valley and the Eastern Counties, Plan "
        "Administrator for Retired Members"
    ),
    "one word of 120 letters": (LONG_WORD + LONG_WORD)[:120],
    "hebrew": "קופת חולים צפון 24",
    "arabic": "شركة التأمين الصحي \u0667 12",
    "pointed": "שָׁלוֹם עַל הַבְּרִיאוּת",
    "accented": "Łódź Đặng Żółć Ünal Çelik Ñandú Őrség Šťastný",
    "vietnamese": "Nguyễn Thị Ánh Tuyết",
    "greek": "Ασφάλεια Υγείας Ἀθήνα",
    "cyrillic": "Страхование здоровья Їжакевич",
    "chinese": "健康保険組合 Plan",
    "emoji": "Happy 😀 Health 👩\u200d⚕️",
    "decomposed": "Lo\u0301dz\u0301 Bu\u0308rger",
    "stacked marks": "Z\u0335\u0322\u0361a\u0489\u0488lgo Plan",
    "bidi controls": "Plan \u202e321 drawkcab\u202c \u2066x\u2069 \u200fy",
    "zero width": "Ce\u200bdar\u200d \ufeffBlue\u2060 Pl\u00adan",
    "control characters": "Ce\x00dar\x07 Blue\x1b[31m\tPlan\r\nTwo\x85Three",
    "wide forms": "\uff23\uff45\uff44\uff41\uff52 \ufb01nance \u2460 \u2163 \u2121",
    "private and broken": "Plan \ue000 \ud800 \U000e0041",
}
HOSTILE = (
    "</title><script>alert(1)</script>{{ 7*7 }}{% raw %}url(http://example.org/a.png)"
    '<img src="http://example.org/b.png"><!-- &#x3c;b&gt; "\' --><style>*{color:red}</style>'
)


def planted(value: Any, plant: Callable[[str, str], str]) -> Any:
    """The same value with ``plant(field, text)`` in every field that may hold any text."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    hints = get_type_hints(type(value))
    changed = {
        field.name: _planted(field.name, getattr(value, field.name), hints[field.name], plant)
        for field in fields(value)
    }
    return replace(value, **changed)


def _planted(name: str, value: Any, hint: Any, plant: Callable[[str, str], str]) -> Any:
    if hint is str or (hint == (str | None) and value is not None):
        return plant(name, value)
    if isinstance(value, tuple):
        inner = getattr(hint, "__args__", (None,))[0]
        return tuple(_planted(name, one, inner, plant) for one in value)
    return planted(value, plant)


def named(base: Any, hard: str) -> Any:
    """Every name of a payer, a place, a practice and an owner made hard, and still its own."""
    return planted(base, lambda field, text: f"{hard} {text}" if field in NAMES else text)


def hard_packet(case: str) -> Packet:
    return named(group(), HARD_NAMES[case])


def hard_worklists(case: str) -> Worklists:
    return named(twelve_owners(), HARD_NAMES[case])
