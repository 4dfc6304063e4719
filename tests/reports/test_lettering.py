"""What becomes of letters: which print, which are replaced, which are left out."""

import unicodedata

import pytest

from reports.faces import FACES, FONTS, advances_of, face_of, font_bytes, width_of
from reports.lettering import ISOLATE, ISOLATE_END, isolated, lettered, plain, printable, shortened
from reports.packet import Owner, PayerCount


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Cedar Blue Plan", "Cedar Blue Plan"),
        ("Łódź Đặng Żółć Őrség", "Łódź Đặng Żółć Őrség"),
        ("Ἀθήνα Страхование", "Ἀθήνα Страхование"),
        ("Lo\u0301dz\u0301", "Lódź"),
        ("Z\u0335\u0322a\u0489lgo", "Zalgo"),
        ("\u682a\u5f0f Plan", "[U+682A U+5F0F] Plan"),
        ("\u5065\u5eb7\u4fdd\u967a\u7d44\u5408", "[U+5065 U+5EB7 U+4FDD U+967A and 2 more]"),
        ("Happy \U0001f600", "Happy [U+1F600]"),
        ("\U0001f469\u200d\u2695\ufe0f", "[U+1F469 U+2695]"),
        ("\ue000\ud800", "[U+E000 U+D800]"),
        ("Plan \u202e321\u202c \u2066x\u2069", "Plan 321 x"),
        ("Ce\u200bdar\u200d \ufeffBlue\u2060 Pl\u00adan", "Cedar Blue Plan"),
        ("Ce\x00dar\x1b Blue\tPlan\nTwo\x85Three\u2028Four", "Cedar Blue Plan Two Three Four"),
        ("\uff23\uff45\uff44\uff41\uff52 \ufb01nance \u2460 \u2163", "Cedar finance 1 IV"),
        ("Cedar\u00a0Blue", "Cedar Blue"),
        ("", ""),
    ],
)
def test_a_text_prints_in_letters_of_the_vendored_faces(text: str, printed: str) -> None:
    assert printable(text) == printed
    assert printable(printed) == printed


@pytest.mark.parametrize("name", ["קופת חולים 24", "شركة التأمين 12", "שָׁלוֹם Plan"])
def test_a_text_with_right_to_left_letters_is_isolated(name: str) -> None:
    printed = printable(name)
    assert printed == f"{ISOLATE}{unicodedata.normalize('NFC', name)}{ISOLATE_END}"
    assert plain(printed) == unicodedata.normalize("NFC", name)
    assert isolated(f"{printed} & 6") == f"<bdi>{plain(printed)}</bdi> &amp; 6"
    assert printable(printed) == printed


def test_a_text_without_is_left_as_it_is() -> None:
    assert isolated("a & b") == "a & b"
    assert isolated(6) == 6


def test_two_names_that_no_face_holds_stay_two() -> None:
    assert printable("\u682a\u5f0f") != printable("\u5065\u5eb7")


def test_every_letter_printed_has_a_face() -> None:
    for point in (*range(0x3000), 0xD800, 0xFB01, 0x1F600, 0x10FFFF):
        printed = plain(printable(f"a{chr(point)}b"))
        assert all(face_of(letter) for letter in printed), f"{point:X}"


def test_every_text_of_a_packet_is_lettered_and_the_rest_left_alone() -> None:
    owner = Owner("Co\u200bding \U0001f600", "J\x07S")
    assert lettered((owner, 7, None)) == (Owner("Coding [U+1F600]", "JS"), 7, None)


def test_a_name_too_long_for_a_page_loses_its_middle() -> None:
    one, other = (lettered(PayerCount(f"{'Valley ' * 30}{end}", 1)).payer for end in "AB")
    assert len(one) <= 80
    assert one != other
    assert one.startswith("Valley Valley")
    assert one.endswith("Valley A")
    assert shortened("Cedar Blue Plan") == "Cedar Blue Plan"
    assert len(shortened(one)) <= 42
    right_to_left = printable("קופת " * 20)
    cut = shortened(right_to_left)
    assert (cut[0], cut[-1]) == (ISOLATE, ISOLATE_END)
    assert len(plain(cut)) <= 42


def test_all_weights_of_a_face_hold_the_same_letters() -> None:
    for face in FACES:
        stocks = [set(advances_of(face, weight)) for weight in face.weights]
        assert all(stock == stocks[0] for stock in stocks), face.stem


def test_every_vendored_file_is_used_and_licensed() -> None:
    used = {face.file_of(weight) for face in FACES for weight in face.weights}
    files = {path.name for path in FONTS.iterdir()}
    licences = {"LICENSE", "LICENSE-noto-sans-hebrew", "LICENSE-noto-sans-arabic"}
    assert files == used | licences
    for name in licences:
        assert "SIL OPEN FONT LICENSE" in (FONTS / name).read_text(encoding="utf-8")
    assert all(font_bytes(name)[:4] == b"wOF2" for name in used)


def test_widths_come_from_the_faces() -> None:
    assert width_of("i") < width_of("m")
    assert width_of("1111", 700) == pytest.approx(width_of("8888", 700))
    assert width_of("") == 0
    assert width_of("\U0001f600") == 1
