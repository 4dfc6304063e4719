"""The project's own rows: every kind of denial has a kit of one page that is safe.

All 15 categories with all 8 usual actions, in the three ways that a payer may limit them.
"""

import csv
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from reports.kits import kits_html
from reports.letters import FilledLetter, Grid, Items, Paragraph, letters_of
from reports.packet import ClaimKits, Kit, KitDocument, KitField, Letter, LetterPart, Owner
from reports.render import laid_out
from tests.reports.invented import kits
from tests.reports.pages import words_on

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
LIMITED = ("as usual", "no appeal", "new claim")

# Clinical argument, odds, money from a client, a code that would pay: for people only.
FORBIDDEN = re.compile(
    r"likely|odds|%|chance|probab|medically necessary|upcod|bill(s|ed|ing)? the (client|patient)"
    r"|(use|add|append|change to) (modifier|code)|therapy note|guarantee",
    re.IGNORECASE,
)
ALLOWED = ("Nobody bills the client from this page", "psychotherapy notes")


def rows(table: str) -> list[dict[str, str]]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by(table: str, key: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(table):
        found.setdefault(row[key], []).append(row)
    return found


ROUTES = {row["route"]: row for row in rows("kit_routes")}
CHOICES = {(row["category"], row["usual_action"]): row for row in rows("kit_choices")}
CATEGORIES = sorted(row["category"] for row in rows("categories"))
ACTIONS = sorted({row["usual_action"] for row in rows("next_actions")})
WORDS = {(row["category"], row["usual_action"]): row["next_action"] for row in rows("next_actions")}
ROLES = {row["owner_role"]: row["label"] for row in rows("owner_roles")}
FIELDS, DOCUMENTS = by("kit_fields", "category"), by("kit_documents", "category")
LETTERS, PARTS = by("kit_letters", "letter"), by("kit_letter_parts", "letter")


def letter(key: str) -> Letter:
    (row,) = LETTERS[key]
    parts = tuple(LetterPart(one["part"], one["text"]) for one in PARTS[key])  # type: ignore[arg-type]
    return Letter(key, row["label"], row["subject"], parts)


def kit(category: str, action: str, limited: str) -> Kit:
    choice = CHOICES[category, action]
    usual = ROUTES[choice["route"]]
    other = {"no appeal": "route_if_no_appeal", "new claim": "route_if_new_claim"}.get(limited, "")
    route = ROUTES[usual.get(other) or usual["route"]]
    is_usual = route is usual
    return Kit(
        category=category,
        reason="Clinician not linked to the group as it should",
        next_action=WORDS[category, action],
        route=route["label"],
        what_to_do=route["what_to_do"],
        ask=route["ask"],
        frequency_code=route["frequency_code"],
        payer_claim_number="26321A00417",
        is_number_wanted=route["is_number_wanted"] == "true",
        is_attaching=route["is_attaching"] == "true",
        is_for_other_payer=route["is_other_payer"] == "true",
        proof=route["proof"],
        signer=Owner(ROLES[(choice if is_usual else route)["signer_role"]], "LVQ"),
        denied_on=kits.DENIED,
        limits=kits.PAST,
        lines=tuple(kits.line(number, "CO-16 N290") for number in range(1, 8)),
        fields=tuple(
            KitField(one["field"], one["place"], one["look_for"]) for one in FIELDS[category]
        ),
        documents=tuple(
            KitDocument(one["document"], one["is_clinical"] == "true")
            for one in DOCUMENTS[category]
        ),
        letter=letter((is_usual and choice["letter"]) or route["letter"]),
        waits="sent again, since Nov 20, 2026",
    )  # fmt: skip


EVERY = tuple(product(CATEGORIES, ACTIONS, LIMITED))


def claim_of(number: int, one: Kit, is_part2: bool) -> ClaimKits:
    return kits.claim(
        key=f"{number:08x}", claim_number=f"RB{number}", kits=(one,), is_part2=is_part2
    )


def fullest() -> list[Kit]:
    """Each category's way to answer once, with the most words that any of its actions gives it."""
    found: dict[tuple[str, str], Kit] = {}
    for made in (kit(*each) for each in EVERY):
        earlier = found.get((made.category, made.route))
        if earlier is None or len(made.next_action) > len(earlier.next_action):
            found[made.category, made.route] = replace(made, letter=replace(made.letter, parts=()))
    return list(found.values())


def letters() -> list[FilledLetter]:
    claims = (claim_of(n, kit(*each), is_part2=False) for n, each in enumerate(EVERY))
    return [one for claim in claims for one in letters_of(claim, "Riverbend")]


def test_every_kind_of_denial_has_a_kit() -> None:
    assert len(CATEGORIES) == 15
    assert len(ACTIONS) == 8
    assert set(CHOICES) == set(product(CATEGORIES, ACTIONS))
    for each in EVERY:
        made = kit(*each)
        assert made.fields, each
        assert made.documents, each
        assert made.letter.parts, each


def test_every_kit_is_one_page_with_part_2_a_wait_and_seven_lines() -> None:
    made = fullest()
    assert len(made) > len(CATEGORIES) * 5
    book = kits.book(*(claim_of(n, one, is_part2=True) for n, one in enumerate(made)))
    pages = [
        " ".join(word.box.text for word in words_on(page))
        for page in laid_out(kits_html(book)).pages
    ]
    whole = [page for page in pages if "Proof of sending" in page]
    assert len(whole) == len(made)
    assert [page[:60] for page in whole if "Reference or tracking number" not in page] == []
    assert all("Psychotherapy notes are never attached" in page for page in whole)


def test_no_row_says_what_only_a_person_may() -> None:
    for table in ("kit_routes", "kit_choices", "kit_fields", "kit_documents", "kit_letter_parts"):
        for row in rows(table):
            text = " ".join(row[column] for column in row if column not in ("rule_id", "reason"))
            for allowed in ALLOWED:
                text = text.replace(allowed, "").replace(allowed.capitalize(), "")
            text = text.replace(row.get("usual_action", ""), "") if table == "kit_choices" else text
            assert not FORBIDDEN.search(text), (table, text)


@pytest.mark.parametrize(
    "words",
    [
        "Likely back $40", "the odds are good", "a 75% chance", "it was medically necessary",
        "Bill the client", "billing the patient", "Add modifier 59", "attach the therapy notes",
    ],
)  # fmt: skip
def test_a_row_that_did_would_be_found(words: str) -> None:
    assert FORBIDDEN.search(words)


def test_a_claim_that_goes_out_has_a_frequency_and_7_wants_the_payer_s_number() -> None:
    wants = {(r["frequency_code"], r["is_number_wanted"]) for r in rows("kit_routes")}
    assert wants == {("7", "true"), ("1", "false"), ("", "true")}


def test_a_new_claim_wanted_never_leaves_a_replacement_or_an_appeal() -> None:
    for category, action in product(CATEGORIES, ACTIONS):
        made = kit(category, action, "new claim")
        assert made.frequency_code != "7", (category, action)
        assert made.route not in ("Appeal", "Reconsideration"), (category, action)


def test_where_no_appeal_is_taken_none_is_proposed() -> None:
    made = [kit(category, action, "no appeal") for category, action in product(CATEGORIES, ACTIONS)]
    assert not [one for one in made if one.route in ("Appeal", "Reconsideration")]
    assert [one for one in made if one.route == "Corrected claim"]


def test_what_the_payer_finds_late_is_answered_with_acceptances() -> None:
    for action in ("appeal", "reconsideration", "write off", "call payer", "none"):
        assert kit("timely_filing", action, "as usual").letter.key == "timely_filing_proof"


def test_a_client_s_bill_is_a_review_and_asks_for_criteria() -> None:
    for category in CATEGORIES:
        made = kit(category, "bill patient", "as usual")
        assert (made.route, made.letter.key) == ("Benefit review", "criteria_request")
        assert made.signer.role == "Billing manager"


def test_every_letter_leaves_the_client_open_and_names_no_fact_that_is_not_there() -> None:
    made = letters()
    assert {one.label for one in made} == {row["label"] for row in rows("kit_letters")}
    for one in made:
        text = "\n".join(words_of(one))
        assert "[name]" in text
        assert "[signature]" in text
        assert "{" not in text
        assert not FORBIDDEN.search(text.replace("Psychotherapy notes", "")), text


def words_of(one: FilledLetter) -> list[str]:
    found = [*one.to, one.subject, *one.closing, one.notice]
    for block in one.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Items):
            found += block.items
        elif isinstance(block, Grid):
            found += [cell for row in block.rows for cell in row]
        else:
            found += [value for _, value in block.rows]
    return found


def test_records_never_leave_with_more_than_the_visit() -> None:
    (row,) = [one for one in PARTS["records_transmittal"] if "Psychotherapy" in one["text"]]
    assert "not sent (45 CFR 164.501)" in row["text"]
    clinical = [row for row in rows("kit_documents") if row["is_clinical"] == "true"]
    assert any("progress note" in row["document"] for row in clinical)


def test_a_page_s_part_2_notice_comes_and_goes_with_the_claim() -> None:
    one = kit("authorization", "correct & resubmit", "as usual")
    covered, free = (kits.book(claim_of(1, one, is_part2=flag)) for flag in (True, False))
    assert kits_html(covered).count("42 CFR part 2 prohibits") == 2
    assert "42 CFR" not in kits_html(replace(free))
