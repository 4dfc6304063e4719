"""Pages look as they were approved. ``python -m tests.reports.approve`` shows what differs."""

import shutil
from functools import lru_cache

import pytest
from PIL import Image

from tests.reports.approve import sheet
from tests.reports.pages import html_of
from tests.reports.pictures import APPROVED, PICTURED, distance, drawn, kept, path_of, pictures_of

BOUND = 12.0
"""Between what must pass and what must fail, measured on the group's pages: 16 greys for 256 move a
square by up to 7; the least of three changed digits (0 to 8 in $2,060) moves one by 15, a changed
word by 63, a row moved by 1 pt by 67, a missing bar by 150. Lighter or darker strokes, which is how
versions of one rasteriser differ, stay below it. Another rasteriser
(cairo for splash) moves it by 27: its pages need approval of their own."""

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")


@lru_cache
def today(name: str) -> dict[int, Image.Image]:
    return pictures_of(name)


@needs_poppler
@pytest.mark.parametrize("name", PICTURED)
def test_pages_look_as_approved(name: str) -> None:
    apart = {page: distance(kept(path_of(name, page)), new) for page, new in today(name).items()}
    assert {page: far for page, far in apart.items() if far > BOUND} == {}, (
        "look at the sheets of: python -m tests.reports.approve"
    )


def test_approved_are_the_pictured_pages_and_small() -> None:
    pictured = {path_of(name, page) for name, pages in PICTURED.items() for page in pages}
    assert set(APPROVED.iterdir()) == pictured
    assert sum(path.stat().st_size for path in pictured) < 1_000_000


CHANGES = {
    "a digit of a sum": (2, ">$2,060<", ">$2,080<"),
    "a digit of a count": (3, '<td class="number">$330</td>', '<td class="number">$380</td>'),
    "a letter": (5, "Payment posting ", "Payment posling "),
    "a missing bar": (1, 'class="bar"', 'class="nobar"'),
    "a row moved by a point": (3, "<h2>Batches", '<h2 style="margin-top:16pt">Batches'),
    "a missing frame": (3, 'class="framed near"', 'class="near-date"'),
    "a smaller dot": (1, 'r="2.6"', 'r="1.2"'),
}


@needs_poppler
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: str) -> None:
    page, old, new = CHANGES[change]
    changed = html_of("group").replace(old, new, 1)
    assert changed != html_of("group")
    assert distance(kept(path_of("group", page)), drawn(changed, [page])[page]) > BOUND


@needs_poppler
@pytest.mark.parametrize("gamma", [0.95, 1.05])
def test_lighter_or_darker_strokes_pass(gamma: float) -> None:
    for page, new in today("group").items():
        shaded = new.point([round(255 * (value / 255) ** gamma) for value in range(256)])
        assert distance(kept(path_of("group", page)), shaded) <= BOUND


def test_a_sheet_shows_old_new_and_what_differs() -> None:
    old, new = Image.new("L", (40, 20), 255), Image.new("L", (40, 20), 255)
    new.paste(0, (10, 5, 20, 15))
    shown = sheet(old, new)
    assert shown.size == (40 * 3 + 24, 20)
    assert shown.getpixel((104 + 15, 10)) == 0
    assert shown.getpixel((104 + 35, 10)) == 255
    assert distance(old, new) > BOUND
    assert distance(old, Image.new("L", (41, 20), 255)) == 255
