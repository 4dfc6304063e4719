"""From rows to kits: what is open on a day, worked in one go, and whose claim it is."""

import datetime as dt
from collections.abc import Generator
from typing import Any

import duckdb
import pytest

from pipeline.kit_claims import claims_numbered, day_of_build, kits_of_the_day
from pipeline.packing_kit_rows import KitAsked, KitError
from pipeline.packing_kits import lines_about, pack_kits
from reports.packet import ClaimKits, KitBook
from tests.packing.kit_tables import PRACTICE, TODAY, deny, fill, put

DAY = dt.timedelta(days=1)


@pytest.fixture
def facts() -> Generator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        fill(connection)
        yield connection


def book(facts: duckdb.DuckDBPyConnection, *claims: str, **asked: Any) -> KitBook:
    day = asked.pop("day", TODAY)
    return pack_kits(facts, KitAsked(PRACTICE, claims or ("c1",), day, **asked))


def only(facts: duckdb.DuckDBPyConnection, **asked: Any) -> ClaimKits:
    (claim,) = book(facts, **asked).claims
    return claim


def test_a_denial_becomes_a_page(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    made = book(facts)
    (kit,) = made.claims[0].kits
    assert (made.as_of_on, made.shred_on) == (TODAY, TODAY + 28 * DAY)
    assert made.invented_notice == "invented data"
    assert kit.payer_claim_number == "26321A00417"
    assert kit.limits.last_day(TODAY) == dt.date(2027, 1, 15)
    assert kit.fields[0].place == "2300 or 2400 REF*G1"
    assert kit.documents[0].document.startswith("Approval")
    assert kit.letter.key == "corrected_claim_note"
    assert kit.signer.named == "Claims billing (LV)"


@pytest.mark.parametrize(
    ("opened", "closed", "is_open"),
    [(TODAY, None, True), (TODAY + DAY, None, False), (TODAY, TODAY, False),
     (TODAY - DAY, TODAY + DAY, True)],
)  # fmt: skip
def test_open_is_what_was_known_by_the_day_and_not_answered_by_then(
    facts: duckdb.DuckDBPyConnection, opened: dt.date, closed: dt.date | None, is_open: bool
) -> None:
    deny(facts, opened_on=opened, closed_on=closed, close_reason=closed and "denied_again")
    if is_open:
        assert only(facts).kits
    else:
        with pytest.raises(KitError, match="no open denial on 2026-11-25"):
            book(facts)


def test_why_there_is_no_kit_is_told(facts: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(KitError, match="no payer has denied a line of it"):
        book(facts)
    deny(facts, closed_on=TODAY, close_reason="overturned_corrected")
    with pytest.raises(KitError, match="closed on 2026-11-25: overturned corrected"):
        book(facts)
    deny(facts, claim="c2", opened_on=TODAY + DAY)
    with pytest.raises(KitError, match="became known on 2026-11-26"):
        book(facts, "c2")


def test_lines_of_one_reason_and_route_are_one_page(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    deny(facts, denial_id="b", line_number=2, denied_usd=20)
    deny(
        facts, denial_id="c", line_number=3, category="medical_necessity", route="appeal",
        letter="cover_letter", reason_code="CO-50", denied_usd=500,
    )  # fmt: skip
    first, second = only(facts).kits
    assert [line.number for line in first.lines] == [3]
    assert [line.number for line in second.lines] == [1, 2]
    assert second.denied_usd == 205


def test_the_earliest_last_day_of_the_lines_counts(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    deny(facts, denial_id="b", line_number=2, refile_by_on=dt.date(2026, 12, 1), appeal_by_on=None)
    (kit,) = only(facts).kits
    assert (kit.limits.refile_by_on, kit.limits.appeal_by_on) == (
        dt.date(2026, 12, 1), dt.date(2027, 1, 15),
    )  # fmt: skip


def test_each_payer_has_its_own_and_one_may_be_named(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    deny(
        facts, denial_id="s", payer_id="beacon", payer="Beacon Plan", payer_sequence="secondary",
        remit_on=TODAY,
    )  # fmt: skip
    assert [claim.payer for claim in book(facts).claims] == ["Anchor Health", "Beacon Plan"]
    for name in ("beacon", "BEACON plan", " Beacon Plan "):
        assert only(facts, payer=name).payer == "Beacon Plan"
    with pytest.raises(KitError, match="Name one of: anchor, beacon"):
        book(facts, payer="beac")


def test_names_of_files_tell_nothing_and_differ(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    deny(facts, denial_id="s", payer_sequence="secondary")
    one, other = (claim.key for claim in book(facts).claims)
    assert one != other
    assert all(len(key) == 8 and int(key, 16) >= 0 for key in (one, other))


def test_acceptances_are_those_of_the_lineage_known_by_the_day(
    facts: duckdb.DuckDBPyConnection,
) -> None:
    deny(facts)
    for key, lineage, known in (
        ("late", "c1", TODAY + DAY), ("second", "c1", TODAY), ("first", "c1", TODAY - DAY),
        ("other", "c9", TODAY),
    ):  # fmt: skip
        accept(facts, key, lineage_id=lineage, known_on=known, status_on=known)
    assert [one.codes for one in only(facts).acceptances] == ["first", "second"]


def accept(facts: duckdb.DuckDBPyConnection, codes: str, **changes: object) -> None:
    """Add a 277CA that took the claim into adjudication; the codes tell it from others."""
    usual: dict[str, object] = {
        "status_event_id": codes, "lineage_id": "c1", "claim_id": "c1", "payer_id": "anchor",
        "payer": "Anchor", "source": "277CA", "is_from_payer": True, "codes": codes,
        "status_on": TODAY, "known_on": TODAY,
    }  # fmt: skip
    put(facts, "packet.pkt_kit_acceptances", **(usual | changes))


def test_a_kit_tells_what_its_own_payer_accepted_and_the_clearinghouse_s_apart(
    facts: duckdb.DuckDBPyConnection,
) -> None:
    deny(facts)
    deny(facts, denial_id="s", payer_id="beacon", payer="Beacon Plan", payer_sequence="secondary")
    accept(facts, "first plan", status_on=TODAY - DAY * 200)
    accept(facts, "second plan", payer_id="beacon", payer="Beacon Plan")
    accept(facts, "clearinghouse", is_from_payer=False)
    accept(facts, "for the second", payer_id="beacon", is_from_payer=False)
    told = {
        claim.payer: [[one.codes for one in some] for some in (claim.acceptances, claim.relayed)]
        for claim in book(facts).claims
    }
    assert told == {
        "Anchor Health": [["first plan"], ["clearinghouse"]],
        "Beacon Plan": [["second plan"], ["for the second"]],
    }


@pytest.mark.parametrize(
    ("since", "until", "waits"),
    [(TODAY, None, True), (TODAY + DAY, None, False), (TODAY - DAY, TODAY, False),
     (TODAY - DAY, TODAY + DAY, True)],
)  # fmt: skip
def test_a_wait_is_told_while_it_lasts(
    facts: duckdb.DuckDBPyConnection, since: dt.date, until: dt.date | None, waits: bool
) -> None:
    deny(facts)
    put(
        facts, "facts.fct_denial_waits", denial_id="c1-1", claim_id="c1", waits_as="submitted",
        from_on=since, to_on=until,
    )  # fmt: skip
    (kit,) = only(facts).kits
    assert kit.waits == (f"sent again, since Nov {since.day}, 2026" if waits else "")


def test_a_letter_may_be_chosen(facts: duckdb.DuckDBPyConnection) -> None:
    deny(facts)
    (kit,) = only(facts, letter="criteria_request").kits
    assert kit.letter.label == "Request for criteria"


def test_the_console_is_told_of_part_2_and_of_a_day_that_has_passed(
    facts: duckdb.DuckDBPyConnection,
) -> None:
    deny(facts, is_part2=True, refile_by_on=TODAY - DAY, appeal_by_on=None)
    lines = list(lines_about(book(facts)))
    assert lines[0].startswith("Part 2")
    assert lines[1].endswith("last day 2026-11-24, which has passed")
    facts.execute("update packet.pkt_kit_lines set is_part2 = false, refile_by_on = ?", [TODAY])
    (line,) = lines_about(book(facts))
    assert line.endswith("last day 2026-11-25")


# Which claims


def test_today_is_the_day_of_the_build_and_never_guessed(facts: duckdb.DuckDBPyConnection) -> None:
    assert day_of_build(facts, PRACTICE) == TODAY
    with pytest.raises(KitError, match="Name the day with --as-of"):
        day_of_build(facts, "other")


def test_a_number_is_found_wherever_a_fact_carries_it(facts: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(KitError, match="No claim of this number"):
        claims_numbered(facts, "N1", "")
    for n, table in enumerate(("submissions", "adjudications", "rejections", "denials")):
        put(facts, f"facts.fct_{table}", claim_id=f"c{n}", claim_number="N1")
    assert claims_numbered(facts, "N1", "") == (PRACTICE, ("c0", "c1", "c2", "c3"))
    put(facts, "facts.fct_submissions", practice_id="other", claim_id="o", claim_number="N1")
    with pytest.raises(KitError, match="--practice: other, river"):
        claims_numbered(facts, "N1", "")
    assert claims_numbered(facts, "N1", "other") == ("other", ("o",))


def test_the_weekly_kits_are_those_the_setting_names_nearest_last_day_first(
    facts: duckdb.DuckDBPyConnection,
) -> None:
    week = TODAY - 2 * DAY
    put(facts, "facts.dim_work_days", packet_week=week)
    put(facts, "facts.dim_work_days", packet_week=week - 7 * DAY)
    for claim, part, kind, last, listed in (
        ("far", "denied", "denial", TODAY + 60 * DAY, week),
        ("near", "expiring", "denial", TODAY + 3 * DAY, week),
        ("nearer", "expiring", "denial", TODAY + 2 * DAY, week),
        ("none", "denied", "denial", None, week),
        ("past", "past", "denial", TODAY - DAY, week),
        ("asked", "requested", "request", TODAY, week),
        ("old", "expiring", "denial", TODAY, week - 7 * DAY),
    ):
        put(
            facts, "packet.pkt_worklist_rows", packet_week=listed, claim_id=claim,
            item_kind=kind, work_part=part, last_day_on=last, likely_back_usd=10,
        )  # fmt: skip
    assert kits_of_the_day(facts, PRACTICE, TODAY, "none", 40) is None
    expiring = kits_of_the_day(facts, PRACTICE, TODAY, "expiring", 40)
    assert expiring == KitAsked(PRACTICE, ("nearer", "near"), TODAY)
    some = kits_of_the_day(facts, PRACTICE, TODAY, "fix_now", 3)
    assert some == KitAsked(PRACTICE, ("nearer", "near", "far"), TODAY, left_out_count=1)


def test_kits_of_several_claims_stand_in_the_order_asked(facts: duckdb.DuckDBPyConnection) -> None:
    for claim in ("c1", "c2", "c3"):
        deny(facts, claim=claim, claim_number=claim)
    made = book(facts, "c3", "c1", "c2", left_out_count=4)
    assert [claim.claim_number for claim in made.claims] == ["c3", "c1", "c2"]
    assert made.left_out_count == 4
