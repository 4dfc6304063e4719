"""Kits: from the rows of a claim's open denials to the values its pages show.

Takes a connection to the published copy, claims and a day. Refuses what their rows refuse. Nothing
known after the day is told.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from pipeline.packing_kit_rows import KitAsked, Row, of_payer, open_lines, rows_of
from pipeline.packing_kit_words import KitWords
from reports.packet import (
    Acceptance,
    ClaimKits,
    Kit,
    KitBook,
    KitLimits,
    KitLine,
    Owner,
)

NOTICE = "invented data"
SEQUENCES = ("primary", "secondary", "tertiary", "unknown")
_KEY_LETTERS = 8

_ACCEPTANCES = """
select * from packet.pkt_kit_acceptances
where practice_id = $practice and list_contains($lineages, lineage_id) and known_on <= $day
order by status_on asc nulls last, known_on, status_event_id
"""
_WAITS = """
select waits.denial_id, max_by(states.label, waits.from_on), max(waits.from_on)
from facts.fct_denial_waits as waits
inner join rules.claim_states as states on waits.waits_as = states.state
where waits.practice_id = $practice and list_contains($claims, waits.claim_id)
    and waits.from_on <= $day and (waits.to_on is null or waits.to_on > $day)
group by waits.denial_id
"""
_SHRED_DAYS = """
select claim_lists_shred_days from facts.int_rule_numbers where practice_id = $practice
"""


def pack_kits(connection: duckdb.DuckDBPyConnection, asked: KitAsked) -> KitBook:
    """Return the kits of some claims' open denials; for the billing team only.

    Args:
        connection: The published copy, or the working one.
        asked: Which claims, on which day.

    Raises:
        KitError: None of the claims has an open denial of that payer on that day.
    """
    rows = of_payer(open_lines(connection, asked), asked.payer)
    first = rows[0]
    reading = _Reading(connection, asked, rows)
    (shred_days,) = connection.execute(_SHRED_DAYS, {"practice": asked.practice_id}).fetchall()[0]
    return KitBook(
        practice_name=first["practice_name"],
        as_of_on=asked.day,
        shred_on=asked.day + dt.timedelta(days=int(shred_days)),
        invented_notice=NOTICE if first["is_invented"] else "",
        claims=tuple(reading.claims()),
        left_out_count=asked.left_out_count,
    )


def lines_about(book: KitBook) -> Iterator[str]:
    """Yield what a person at the console should know before opening the file."""
    for claim in book.claims:
        if claim.is_part2:
            yield "Part 2     42 CFR Part 2 covers it: check the consent first"
        for one in claim.kits:
            last = one.limits.last_day(book.as_of_on)
            passed = ", which has passed" if last and last < book.as_of_on else ""
            yield f"{one.route}: {one.reason}; last day {last or 'not known'}{passed}"


class _Reading:
    """Rows of open denials on their way to kits, with the words of their practice."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, asked: KitAsked, rows: list[Row]
    ) -> None:
        self.asked, self.rows = asked, rows
        self.words = KitWords(connection, asked.practice_id, asked.letter)
        named = {"practice": asked.practice_id, "day": asked.day}
        lineages = sorted({row["lineage_id"] for row in rows})
        self.acceptances = rows_of(connection, _ACCEPTANCES, named | {"lineages": lineages})
        waits = connection.execute(_WAITS, named | {"claims": list(asked.claim_ids)}).fetchall()
        self.waits = {key: (label, since) for key, label, since in waits}

    def claims(self) -> Iterator[ClaimKits]:
        """Yield each claim's kits at each payer, claims in the order asked."""
        order = {claim_id: place for place, claim_id in enumerate(self.asked.claim_ids)}
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.rows:
            sequence = SEQUENCES.index(row["payer_sequence"])
            key = (order[row["claim_id"]], sequence, row["payer_id"] or "")
            groups.setdefault(key, []).append(row)
        for key in sorted(groups):
            yield self._claim(groups[key])

    def _claim(self, rows: list[Row]) -> ClaimKits:
        first = rows[0]
        parts = (first["practice_id"], first["claim_id"], first["payer_id"] or "")
        digest = hashlib.sha256("\0".join((*parts, first["payer_sequence"])).encode())
        accepted = [row for row in self.acceptances if _is_at(row, first)]
        return ClaimKits(
            key=digest.hexdigest()[:_KEY_LETTERS],
            claim_number=first["claim_number"] or "",
            payer=first["payer"],
            payer_sequence=first["payer_sequence"],
            is_part2=first["is_part2"],
            kits=tuple(map(self._kit, _worked_in_one_go(rows))),
            acceptances=tuple(_acceptance(row) for row in accepted if row["is_from_payer"]),
            relayed=tuple(_acceptance(row) for row in accepted if not row["is_from_payer"]),
        )

    def _kit(self, rows: list[Row]) -> Kit:
        first = max(rows, key=lambda row: (row["denied_usd"], -row["line_number"]))
        return Kit(
            category=first["category"],
            reason=first["reason_label"] or first["category_label"] or "No reason told",
            next_action=first["next_action"],
            route=first["route_label"],
            what_to_do=first["what_to_do"],
            ask=first["ask"],
            frequency_code=first["frequency_code"] or "",
            payer_claim_number=first["payer_claim_number"] or "",
            is_number_wanted=first["is_number_wanted"],
            is_attaching=first["is_attaching"],
            is_for_other_payer=first["is_for_other_payer"],
            proof=first["proof"],
            signer=Owner(first["signer_label"], first["signer"] or ""),
            denied_on=first["remit_on"],
            limits=_limits(rows),
            lines=tuple(map(_line, rows)),
            fields=self.words.fields(first["category"]),
            documents=self.words.documents(first["category"]),
            letter=self.words.letter(first["letter"]),
            waits=self._waits(rows),
        )

    def _waits(self, rows: list[Row]) -> str:
        found = [self.waits[row["denial_id"]] for row in rows if row["denial_id"] in self.waits]
        if not found:
            return ""
        label, since = max(found, key=lambda one: one[1])
        return f"{label}, since {since:%b} {since.day}, {since.year}"


def _worked_in_one_go(rows: list[Row]) -> list[list[Row]]:
    """Return lines by answer, route and reason's kind; the group with most dollars first."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = (row["remit_on"], row["category"], row["route"], row["letter"], row["next_action"])
        groups.setdefault(key, []).append(row)
    return sorted(
        groups.values(),
        key=lambda lines: (-sum(row["denied_usd"] for row in lines), lines[0]["denial_id"]),
    )


def _limits(rows: Sequence[Row]) -> KitLimits:
    """Return the earliest last days of a group's lines, and the rule they come from."""
    first = rows[0]
    refile = [row["refile_by_on"] for row in rows if row["refile_by_on"]]
    appeal = [row["appeal_by_on"] for row in rows if row["appeal_by_on"]]
    return KitLimits(
        refile_by_on=min(refile, default=None),
        appeal_by_on=min(appeal, default=None),
        label=first["limit_label"] or "",
        rule_id=first["limit_rule_id"] or "",
        decided_on=first["limit_decided_on"],
        confidence=first["limit_confidence"] or "",
    )


def _line(row: Row) -> KitLine:
    return KitLine(
        number=row["line_number"],
        visit_on=row["service_on"],
        service=row["service"] or "",
        place_of_service=row["place_of_service"] or "",
        reason_code=row["reason_code"] or "",
        charge_usd=row["charge_usd"],
        denied_usd=row["denied_usd"],
    )


def _is_at(acceptance: Row, denied: Row) -> bool:
    """Tell whether a report is of the claim's lineage, at the payer that denied it."""
    return all(acceptance[name] == denied[name] for name in ("lineage_id", "payer_id"))


def _acceptance(row: Row) -> Acceptance:
    return Acceptance(
        accepted_on=row["status_on"],
        payer=row["payer"],
        claim_number=row["claim_number"] or "",
        payer_claim_number=row["payer_claim_number"] or "",
        codes=row["codes"] or "",
    )
