"""A chance says what it rests on, in a narrow column and in words."""

from decimal import Decimal

import pytest

from reports.packet import Odds, OddsBasis, PacketError
from reports.sentences.odds import odds_words, record, record_note

SURE = Decimal("0.434"), Decimal("0.785")


@pytest.mark.parametrize(
    ("odds", "column", "words"),
    [
        (Odds("payer", 14, 22, *SURE), "14 of 22", "won 14 of 22 like it: 43 to 79%"),
        (Odds("payer", 0, 1), "0 of 1", "won 0 of 1 like it"),
        (
            Odds("category", 1200, 1500, *SURE),
            "1,200 of 1,500*",
            "won 1,200 of 1,500 like it, at all payers: 43 to 79%",
        ),
        (
            Odds("prior", low=SURE[0], high=SURE[1]),
            "\N{EN DASH}",
            "none like it worked to an end yet: by the rules, 43 to 79%",
        ),
    ],
)
def test_a_chance_says_its_count_or_that_there_is_none(odds: Odds, column: str, words: str) -> None:
    assert (record(odds), odds_words(odds)) == (column, words)


@pytest.mark.parametrize(
    ("basis", "won", "worked"),
    [("payer", 3, 2), ("payer", -1, 2), ("payer", 0, 0), ("category", 0, 0), ("prior", 0, 1)],
)
def test_a_record_that_cannot_be_is_refused(basis: OddsBasis, won: int, worked: int) -> None:
    with pytest.raises(PacketError, match=f"{won} won of {worked} worked"):
        Odds(basis, won, worked)


def test_a_note_explains_the_marks_that_stand_in_the_column_and_no_other() -> None:
    own, every, none = Odds("payer", 1, 2), Odds("category", 1, 2), Odds("prior")
    assert "*" not in record_note([own]) + record_note([own, none])
    assert "* at all payers." in record_note([own, every])
    assert "\N{EN DASH} none: the rules" in record_note([every, none])
    assert "none" not in record_note([own, every])
