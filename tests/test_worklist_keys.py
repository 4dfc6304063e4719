"""A key comes home from any sheet, and a damaged one from none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.worklist_keys import WorkKey, key_text, read_key

KEYS = st.builds(
    WorkKey,
    item_key=st.text("0123456789abcdef", min_size=16, max_size=16),
    listed_on=st.dates(dt.date(2000, 1, 1), dt.date(2068, 12, 31)),
    role_number=st.integers(0, 99),
)
ONE = WorkKey("3f0a91c2774b6d05", dt.date(2026, 11, 23), 4)


@given(KEYS, st.sampled_from(["river", "cedar-creek"]))
def test_a_key_says_what_was_put_into_it(key: WorkKey, practice_id: str) -> None:
    text = key_text(key, practice_id)
    assert read_key(text, practice_id) == key
    assert read_key(f"  {text.lower()}\n", practice_id) == key


@given(KEYS, st.data())
def test_one_wrong_letter_is_noticed(key: WorkKey, data: st.DataObject) -> None:
    text = key_text(key, "river")
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("0123456789ABCDEF-").filter(lambda one: one != text[at]))
    assert read_key(text[:at] + letter + text[at + 1 :], "river") is None


@given(KEYS, st.data())
def test_two_letters_that_changed_places_are_noticed(key: WorkKey, data: st.DataObject) -> None:
    text = key_text(key, "river")
    at = data.draw(st.integers(0, len(text) - 2))
    if text[at] != text[at + 1]:
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert read_key(swapped, "river") is None


def test_another_practice_s_key_is_none_of_ours() -> None:
    assert read_key(key_text(ONE, "river"), "cedar-creek") is None


@pytest.mark.parametrize("text", ["", "x", "3F0A91C2774B6D05", "3F0A91C2774B6D05-261323-04-71"])
def test_a_part_of_a_key_is_none(text: str) -> None:
    assert read_key(text, "river") is None
