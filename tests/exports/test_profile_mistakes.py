"""What is wrong with a profile is told with file, line, reason and remedy; all of it at once."""

from __future__ import annotations

import pytest

from pipeline.exports.profile_reading import ProfileError, read_profile

SOUND = """id = "own_list"
product = "Willow's own system"
extract = "claims_ar"
evidence = "verified"
source = "our own export"
required = ["Ref", "Open"]
keys = ["claim_number"]
dropped = ["Who"]
[columns]
claim_number = "Ref"
insurance_balance_usd = "Open"
status = "State"
modifiers = ["M1", "M2"]
[aliases]
"Open" = ["Balance"]
[statuses]
"Gone" = "closed"
"""

MISTAKES = {
    "no TOML": (
        ("[columns]", "[columns"),
        "own.toml, line 9",
        "This is not TOML.",
    ),
    "a key is missing": (
        ('product = "Willow\'s own system"\n', ""),
        "own.toml",
        "product is missing.",
    ),
    "a key that is none": (
        ("dropped", "droped"),
        "own.toml, line 8",
        "Nothing is called droped here.",
    ),
    "a column that is none": (
        ("claim_number = ", "claim_numbr = "),
        "own.toml, line 10",
        "There is no column claim_numbr.",
    ),
    "a kind of list that is none": (
        ('"claims_ar"', '"claims"'),
        "own.toml, line 3",
        "extract is none of the known words.",
    ),
    "evidence that is none": (
        ('"verified"', '"sure"'),
        "own.toml, line 4",
        "evidence is none of the known words.",
    ),
    "an id with blanks": (
        ('"own_list"', '"Own list"'),
        "own.toml, line 1",
        "id is not what it should be.",
    ),
    "a heading used twice": (
        ('status = "State"', 'status = "O.P.E.N"'),
        "own.toml, line 12",
        "The heading O.P.E.N is used twice: column insurance_balance_usd and column status.",
    ),
    "a heading read and dropped": (
        ('["Who"]', '["ref"]'),
        "own.toml, line 8",
        "The heading ref is used twice: column claim_number and dropped.",
    ),
    "an alias of another heading": (
        ('["Balance"]', '["State"]'),
        "own.toml, line 12",
        "The heading State is used twice: column status and alias of Open.",
    ),
    "a heading without letters": (
        ('"State"', '"--"'),
        "own.toml, line 12",
        "The heading -- has no letter.",
    ),
    "a required heading nobody reads": (
        ('["Ref", "Open"]', '["Ref", "Opened"]'),
        "own.toml, line 6",
        "required names the heading Opened, which nothing in this profile uses.",
    ),
    "a list known by one heading": (
        ('["Ref", "Open"]', '["Ref"]'),
        "own.toml, line 6",
        "required is not what it should be.",
    ),
    "a key that is no column": (
        ('["claim_number"]', '["claim_number", "charge_number"]'),
        "own.toml, line 7",
        "The key charge_number is none of the columns of this profile.",
    ),
    "no key that is always there": (
        ('["claim_number"]', '["status"]'),
        "own.toml, line 7",
        "No key takes its values from a required heading.",
    ),
    "a status that is none of ours": (
        ('"closed"', '"done"'),
        "own.toml, line 17",
        "done is none of our words for a status.",
    ),
    "statuses without a column": (
        ('status = "State"\n', ""),
        "own.toml, line 15",
        "A column status and a table statuses need each other.",
    ),
    "several headings of one amount": (
        ('"Open"\nstatus', '["Open", "Due"]\nstatus'),
        "own.toml, line 11",
        "insurance_balance_usd takes its values from several headings.",
    ),
    "a sign of what is no amount": (
        ('"State"', '{ heading = "State", sign = "negated" }'),
        "own.toml, line 12",
        "status holds no amounts and has a sign.",
    ),
    "a sign that is none": (
        ('"Open"\nstatus', '{ heading = "Open", sign = "minus" }\nstatus'),
        "own.toml, line 11",
        "sign is none of the known words.",
    ),
}


def test_the_sound_one_is_read() -> None:
    profile = read_profile("own.toml", SOUND, is_own=True)
    assert (profile.profile_id, profile.is_own) == ("own_list", True)
    assert profile.statuses == {"gone": "closed"}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_four_parts(name: str) -> None:
    (old, new), where, what = MISTAKES[name]
    assert old in SOUND
    with pytest.raises(ProfileError) as caught:
        read_profile("own.toml", SOUND.replace(old, new, 1), is_own=True)
    problem = caught.value.problems[0]
    assert (problem.where, problem.what) == (where, what)
    assert problem.why == "No list of this product is read until its profile is unambiguous."
    assert problem.remedy.endswith((".", "?"))
    assert caught.value.exit_code == 2


def test_all_mistakes_are_told_at_once() -> None:
    wrong = SOUND.replace('"closed"', '"done"').replace("modifiers", "modifier")
    with pytest.raises(ProfileError) as caught:
        read_profile("own.toml", wrong, is_own=True)
    assert [problem.what for problem in caught.value.problems] == [
        "There is no column modifier.",
        "done is none of our words for a status.",
    ]
    assert caught.value.problems[0].remedy == "Did you mean modifiers?"


def test_an_unknown_kind_of_list_names_the_known_ones() -> None:
    with pytest.raises(ProfileError, match="appointment_status, aging_summary"):
        read_profile("own.toml", SOUND.replace("claims_ar", "claims"), is_own=True)
