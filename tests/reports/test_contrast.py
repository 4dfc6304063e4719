"""Contrast AA of every colour on paper and on screen; and no meaning that only a colour has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from reports import charts
from reports.edition import AT_NIGHT
from reports.packet import Series, Verdict
from reports.render import TEMPLATES, stylesheet
from reports.views.measures import measures_page
from reports.views.tiles import tiles_of
from reports.words import VERDICTS
from tests.reports.contrast import GRAPHICS, HEX, TEXT, WHITE, contrast, named_colours, rules
from tests.reports.invented import weeks

EDITION = (TEMPLATES / "edition.css").read_text(encoding="utf-8")
BETWEEN_ROWS = "#b4bbc3"
"""Hairlines between rows and around counts: without them the words stand where they stand."""

ON_WHITE_GRAPHICS = ("INK", "GREY", "BLUE", "RUST", "PALE")
ON_THE_BAND = ("INK", "BLUE", "RUST", "MIDLINE")
SAID_IN_WORDS = ("--band", "--line")
"""The usual range stands in words beside its band; lines between rows say nothing."""


def weak_on_paper(css: str) -> list[str]:
    """Colours of the packet's stylesheet that are too weak for what they colour."""
    weak = []
    for selector, declared in rules(css):
        behind = re.findall(HEX, declared.get("background", "")) or [WHITE]
        for name, value in declared.items():
            for colour in re.findall(HEX, value):
                if name == "color" and contrast(colour, behind[0]) < TEXT:
                    weak.append(f"{selector}: text {colour}")
                is_line = name.startswith("border") and colour != BETWEEN_ROWS
                if (is_line or name == "background") and contrast(colour, WHITE) < GRAPHICS:
                    weak.append(f"{selector}: {name} {colour}")
    return weak


def weak_on_screen(css: str) -> list[str]:
    """Named colours of the edition that are too weak on their page, light and dark."""
    weak = []
    for colours in named_colours(css):
        page, band = colours["--page"], colours["--band"]
        pairs = [(name, page, TEXT) for name in ("--ink", "--grey", "--blue", "--rust")]
        pairs += [(name, page, GRAPHICS) for name in ("--edge", "--pale")]
        pairs += [(name, band, GRAPHICS) for name in ("--ink", "--blue", "--rust", "--midline")]
        weak += [
            f"{name} on {behind}: {ratio:.2f}"
            for name, behind, least in pairs
            if (ratio := contrast(colours[name], behind)) < least
        ]
    return weak


def weak_in_charts() -> list[str]:
    """Colours of charts that are too weak, on white and on the band of the usual range."""
    pairs = [("GREY", WHITE, TEXT), ("INK", WHITE, TEXT)]
    pairs += [(name, WHITE, GRAPHICS) for name in ON_WHITE_GRAPHICS]
    pairs += [(name, charts.BAND, GRAPHICS) for name in ON_THE_BAND]
    weak = [
        f"{name} on {behind}"
        for name, behind, least in pairs
        if contrast(getattr(charts, name), behind) < least
    ]
    inside = zip(charts.AGES, charts.AGE_INKS, strict=True)
    return weak + [f"{ink} in {age}" for age, ink in inside if contrast(age, ink) < TEXT]


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast("#000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


def test_every_colour_on_paper_is_strong_enough() -> None:
    assert weak_on_paper(stylesheet()) == []


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ("color: #4a4f55", "color: #8a8f95"),
        ("color: #fff;", "color: #555;"),
        ("background: #0b4a7d", "background: #9fc0da"),
        ("solid #a13600", "solid #eeb090"),
    ],
)
def test_a_weak_colour_on_paper_is_found(strong: str, weak: str) -> None:
    assert strong in stylesheet()
    assert weak_on_paper(stylesheet().replace(strong, weak))


def test_every_colour_on_a_screen_is_strong_enough() -> None:
    light, dark = named_colours(EDITION)
    assert set(light) == set(dark)
    assert weak_on_screen(EDITION) == []


@pytest.mark.parametrize(
    "name", ["--ink", "--grey", "--blue", "--rust", "--edge", "--pale", "--midline"]
)
@pytest.mark.parametrize("scheme", [0, 1])
def test_a_weak_colour_on_a_screen_is_found(scheme: int, name: str) -> None:
    colours = named_colours(EDITION)[scheme]
    behind = colours["--band"] if name == "--midline" else colours["--page"]
    assert weak_on_screen(EDITION.replace(f"{name}: {colours[name]}", f"{name}: {behind}"))


def test_every_name_of_a_colour_is_judged_or_says_nothing() -> None:
    judged = {"--page", "--ink", "--grey", "--blue", "--rust", "--edge", "--pale", "--midline"}
    assert set(named_colours(EDITION)[0]) == judged | set(SAID_IN_WORDS)
    assert set(AT_NIGHT.values()) <= judged | set(SAID_IN_WORDS)


def test_the_edition_takes_no_colour_but_by_name() -> None:
    rest = [declared for selector, declared in rules(EDITION) if selector != ":root"]
    colours = {
        x for declared in rest for value in declared.values() for x in re.findall(HEX, value)
    }
    assert not colours


def test_every_colour_of_a_chart_is_strong_enough() -> None:
    assert weak_in_charts() == []


@pytest.mark.parametrize("name", ["INK", "GREY", "BLUE", "RUST", "PALE", "MIDLINE"])
def test_a_weak_colour_of_a_chart_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, name, charts.BAND)
    assert weak_in_charts()


def test_pale_ages_are_told_apart_by_their_outline() -> None:
    drawn = str(charts.age_bar((900, 800, 700, 600, 500), 3500, "$3,500", "", "t"))
    assert drawn.count(f'stroke="{charts.GREY}"') == len(charts.AGES)
    assert contrast(charts.GREY, WHITE) >= GRAPHICS


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_has_a_word_beside_its_mark(verdict: Verdict) -> None:
    packet = weeks.group()

    def judged(series: Series) -> Series:
        return replace(series, verdict=verdict)

    head = packet.headline
    told = replace(
        packet,
        headline=replace(head, denied=judged(head.denied), rejected=judged(head.rejected)),
        measures=tuple(replace(x, series=judged(x.series)) for x in packet.measures),
    )
    first, *_, last = tiles_of(told)
    word = VERDICTS[verdict]
    assert word.strip()
    assert first.verdict == last.verdict == word
    is_change = verdict in ("above", "below")
    assert all(word.rstrip(".") in row.verdict for row in measures_page(told).measures)
    assert first.is_framed == is_change
    assert (f'Z" fill="{charts.RUST}"' in str(first.spark)) == is_change


def test_the_marks_of_a_verdict_differ_in_shape() -> None:
    values = (3, 4, 5, 4, 3, 4, 5, 4, 3)
    drawn = {v: str(charts.spark(Series(values, v), "t", 92, 27)) for v in get_args(Verdict)}
    assert drawn["above"] == drawn["below"]
    assert drawn["within"] == drawn["too_few"]
    without_colour = {re.sub(HEX, "", svg) for svg in drawn.values()}
    assert len(without_colour) == 3


def test_a_near_date_is_bold_and_an_alarm_has_a_thicker_frame() -> None:
    declared = dict(rules(stylesheet()))
    assert declared[".near-date"]["font-weight"] == "700"
    assert declared[".framed"]["font-weight"] == "700"
    assert declared[".stamp.alarm"]["border-width"] > declared[".stamp"]["border"].split()[0]
