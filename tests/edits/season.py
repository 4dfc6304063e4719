"""What a practice sent over months and what came of it, published as a run publishes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.edits import reference
from pipeline.edits.history import HISTORY, without_history
from pipeline.edits.outgoing import OutgoingFile, read_outgoing
from pipeline.edits.relations import SENT_TABLES, create_relations, create_sent, literal
from pipeline.edits.scrubbing import sha256_of
from pipeline.practice import Home
from pipeline.tokens import Tokens
from tests.edits.claim_text import Claim, outgoing
from tests.edits.past import TABLES

FACTS: dict[str, Sequence[str]] = {
    **TABLES,
    "fct_denials": (
        *HISTORY["history_denials"], "adjudication_id", "origin", "expected_allowed_usd",
        "p_recover",
    ),
    "dim_packet_weeks": ("packet_week",),
}  # fmt: skip
CAUSES = (
    "packet_week", "cause_id", "cause_rank", "category", "payer_id", "procedure_code",
    "place_of_service", "modifiers", "rendering_npi", "location_id", "description", "kind",
    "since_on", "evidence",
)  # fmt: skip
CAUSE_CLAIMS = ("packet_week", "cause_id", "adjudication_id")
_KINDS = {"line_number": "integer", "cause_rank": "integer", "is_noise": "boolean"}


@dataclass
class Season:
    """Claims and answers of one practice, published by ``publish``."""

    home: Home
    files: list[tuple[bytes, dt.date]] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def send(self, day: dt.date, *claims: Claim) -> None:
        """Send claims in one file, which the practice has the same day."""
        control = len(self.files) + 1
        self.files.append((outgoing(*claims, sent_on=day, control=control), day))

    def answer(
        self, number: str, day: dt.date, category: str = "", *, usd: int = 100, **other: Any
    ) -> str:
        """Add a decision on a claim: paid, or denied in a category; return its id."""
        key = f"answer-{len(self.rows.get('fct_adjudications', ()))}"
        outcome = "denied" if category else "paid"
        told = {
            "adjudication_id": key,
            "claim_id": f"id-{number}",
            "payer_id": "northwind",
            "outcome": outcome,
            "paid_usd": 0 if category else usd,
            "remit_on": day,
            "known_on": day,
            "is_noise": False,
        } | other
        self.add("fct_adjudications", **told)
        if category:
            self.deny(key, category, usd, **told)
        return key

    def deny(self, key: str, category: str, usd: int, **other: Any) -> None:
        """Add a denied line of a decision, of which four fifths are likely to come back."""
        told = other | {
            "adjudication_id": key,
            "denial_id": f"denial-{len(self.rows.get('fct_denials', ()))}",
            "line_number": other.get("line_number", 0),
            "category": category,
            "expected_allowed_usd": usd,
            "p_recover": "0.8",
        }
        self.add("fct_denials", **{"origin": "coding"} | told)

    def reject(self, number: str, day: dt.date) -> None:
        """Add that a claim was sent back before a payer read it."""
        told = {"claim_id": f"id-{number}", "payer_id": "northwind", "known_on": day}
        self.add("fct_status_events", outcome="rejected", **told)

    def name_cause(self, week: dt.date, answers: Sequence[str], **told: Any) -> None:
        """Add a cause of a week's packet and the answers it rests on."""
        cause = {"packet_week": week, "cause_id": "c0ffee00cause", "cause_rank": 1, "evidence": "e"}
        cause |= {"kind": "lasting", "description": "Northwind Health, procedure 90837"} | told
        self.add("rlp_cause_week", **cause)
        for key in answers:
            self.add("rlp_cause_claim_week", **cause | {"adjudication_id": key})
        if {"packet_week": week} not in self.rows.get("dim_packet_weeks", []):
            self.add("dim_packet_weeks", packet_week=week)

    def add(self, table: str, **row: Any) -> None:
        """Add a row; columns the table has not are left out."""
        kept = {name: value for name, value in row.items() if name in _columns(table)}
        self.rows.setdefault(table, []).append(kept)

    def before(self, day: dt.date) -> Season:
        """Return the season as it was known before a day."""
        rows = {
            table: [row for row in some if row.get("known_on", dt.date.min) < day]
            for table, some in self.rows.items()
        }
        return replace(self, files=[one for one in self.files if one[1] < day], rows=rows)

    def publish(self) -> Path:
        """Write the published copy of the home."""
        home = Home.open(self.home.path)
        home.published_file.parent.mkdir(exist_ok=True)
        home.published_file.unlink(missing_ok=True)
        with duckdb.connect(str(home.published_file)) as connection:
            connection.execute("begin")
            self._stage(connection, home)
            for schema in ("facts", "rollups"):
                connection.execute(f"create schema {schema}")
            for table in (*FACTS, "rlp_cause_week", "rlp_cause_claim_week"):
                self._fill(connection, table)
            connection.execute(
                "insert into facts.fct_submissions by name select 'larkspur' as practice_id, "
                "'sub-' || claim_key as submission_id, 'id-' || claim_number as claim_id, "
                "claim_number, patient_token, frequency_code, payer_id, transaction_digest, "
                "claim_position, judged_on as known_on from main.claims"
            )
            connection.execute("commit")
        return home.published_file

    def _stage(self, connection: duckdb.DuckDBPyConnection, home: Home) -> None:
        """Read the files as they are read before sending, and keep them as history has them."""
        (practice,) = home.practices
        create_sent(connection)
        connection.execute("insert into judging values ('larkspur', null, null, null)")
        reference.create_reference(connection, practice, {}, home.secret)
        tokens = Tokens(home.secret, practice.practice_id)
        read = [OutgoingFile(Path("batch.837"), sha256_of(one), one) for one, _ in self.files]
        read_outgoing(connection, tokens, read)
        connection.execute("create temp table days (file_id varchar, day date)")
        for file, (_, day) in zip(read, self.files, strict=True):
            connection.execute("insert into days values (?, ?)", [file.file_id, day])
        for table in SENT_TABLES:
            connection.execute(
                f"update sent.{table} as told set known_on = days.day from days "
                "where told.file_id = days.file_id"
            )
        without_history(connection)
        create_relations(connection)
        connection.execute("create schema staging; create schema raw")
        for table in SENT_TABLES:
            name = table.replace("submitted_", "stg_submitted__", 1)
            staged = "stg_x12__transactions" if table == "transactions" else name
            _copy(connection, f"sent.{table}", f"staging.{staged}")
        connection.execute("create table raw.runs (practice_id varchar, as_of_on date)")
        for table in ("files", "findings"):
            _copy(connection, f"sent.{table}", f"raw.{table}")

    def _fill(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        schema = "rollups" if table.startswith("rlp") else "facts"
        columns = _columns(table)
        listed = ", ".join(f"{column} {_kind(column)}" for column in columns)
        connection.execute(f"create table {schema}.{table} (practice_id varchar, {listed})")
        told = [{"practice_id": "larkspur"} | row for row in self.rows.get(table, ())]
        for row in told:
            values = ", ".join(map(literal, row.values()))
            named = ", ".join(row)
            connection.execute(f"insert into {schema}.{table} ({named}) values ({values})")


def _columns(table: str) -> Sequence[str]:
    own = {"rlp_cause_week": CAUSES, "rlp_cause_claim_week": CAUSE_CLAIMS}
    more = ("claim_position",) if table == "fct_submissions" else ()
    return (*(own.get(table) or FACTS[table]), *more)


def _copy(connection: duckdb.DuckDBPyConnection, source: str, target: str) -> None:
    copied = f"create table {target} as select 'larkspur' as practice_id, * from {source}"
    connection.execute(copied)


def _kind(column: str) -> str:
    if column.endswith(("_on", "_week")):
        return "date"
    if column.endswith("_usd") or column in ("units", "p_recover"):
        return "decimal(18,6)"
    return _KINDS.get(column, "integer" if column == "claim_position" else "varchar")


Publish = Callable[[], Path]
