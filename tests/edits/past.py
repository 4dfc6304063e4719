"""What a home has published, as few rows as a test needs: claims sent before, and their answers."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from pipeline.edits.history import HISTORY
from pipeline.edits.relations import literal
from pipeline.practice import Home
from pipeline.tokens import token
from tests.edits.claim_text import CLINICIAN, DAY

# The facts that the relations of the past read, with the columns that they read of them.
TABLES = {
    "fct_submissions": HISTORY["history_claims"],
    "int_submission_lines": (
        "submission_id", "claim_id", "claim_number", "line_number", "procedure_code", "modifiers",
        "revenue_code", "units", "place_of_service", "service_on", "charge_usd", "rendering_npi",
        "known_on",
    ),
    "fct_status_events": HISTORY["history_statuses"],
    "fct_adjudications": HISTORY["history_answers"],
    "fct_adjudication_lines": HISTORY["history_answer_lines"],
    "int_remarks": ("adjudication_id", "line_number", "rarc_code"),
    "fct_denials": HISTORY["history_denials"],
    "int_claim_voids": HISTORY["history_voids"],
    "int_claim_replacements": ("claim_id", "payer_id", "returned_on", "replaced_on"),
    "int_submission_authorizations": HISTORY["history_authorizations"],
    "int_visit_notes": HISTORY["history_visit_notes"],
}  # fmt: skip


def patient_of(home: Home, member: str, payer_id: str = "northwind") -> str:
    """Return the token of a client as the facts have it."""
    practice_id = home.practices[0].practice_id
    own = token(member, "member_id", home.secret, practice_id)
    parts = "|".join(f"{len(part)}={part}" for part in (practice_id, payer_id, own))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass
class Past:
    """Facts of one practice, published by ``publish``."""

    home: Home
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def sent(
        self,
        number: str = "OLD1",
        *,
        member: str = "MEMBER1",
        payer_id: str = "northwind",
        sequence: str = "primary",
        frequency: str = "1",
        procedure: str = "90837",
        modifiers: str = "",
        clinician: str = CLINICIAN,
        service_on: dt.date = DAY,
        known_on: dt.date = dt.date(2026, 11, 3),
        **other: Any,
    ) -> str:
        """Add a claim of one line; return its id."""
        claim = {
            "submission_id": f"sub-{number}",
            "claim_id": f"id-{number}",
            "claim_number": number,
            "patient_token": patient_of(self.home, member, payer_id),
            "frequency_code": frequency,
            "payer_id": payer_id,
            "payer_sequence": sequence,
            "service_from_on": service_on,
            "service_to_on": service_on,
            "submitted_on": known_on,
            "charge_usd": 150,
            "rendering_npi": clinician,
            "transaction_digest": f"digest-{number}",
            "known_on": known_on,
        }
        line = {
            "line_number": 1,
            "procedure_code": procedure,
            "modifiers": modifiers,
            "service_on": service_on,
            "units": 1,
        }
        self.add("fct_submissions", **claim | other)
        self.add("int_submission_lines", **claim | line | other)
        return f"id-{number}"

    def status(self, claim_id: str, outcome: str, known_on: dt.date, **other: Any) -> None:
        """Add a report on a claim."""
        told = {"payer_id": "northwind", "status_on": known_on} | other
        self.add("fct_status_events", claim_id=claim_id, outcome=outcome, known_on=known_on, **told)

    def answer(
        self, claim_id: str, outcome: str, known_on: dt.date, *remarks: str, **other: Any
    ) -> str:
        """Add a decision on a claim; return its id."""
        place = len(self.rows.get("fct_adjudications", ()))
        key = f"answer-{place}"
        told = {"payer_id": "northwind", "remit_on": known_on, "is_noise": False} | other
        self.add(
            "fct_adjudications",
            adjudication_id=key,
            claim_id=claim_id,
            outcome=outcome,
            known_on=known_on,
            **told,
        )
        for remark in remarks:
            self.add("int_remarks", adjudication_id=key, line_number=0, rarc_code=remark)
        return key

    def void(self, claim_id: str, known_on: dt.date) -> None:
        """Add that the practice took a claim back."""
        self.add(
            "int_claim_voids",
            claim_id=claim_id,
            payer_id="northwind",
            dated_on=known_on,
            known_on=known_on,
        )

    def add(self, table: str, **row: Any) -> None:
        """Add a row; columns the table has not are left out."""
        kept = {name: value for name, value in row.items() if name in TABLES[table]}
        self.rows.setdefault(table, []).append(kept)

    def publish(self) -> Path:
        """Write the published copy of the home."""
        file = self.home.published_file
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as connection:
            connection.execute("create schema facts")
            connection.execute("create schema raw")
            connection.execute("create table raw.runs (practice_id varchar, as_of_on date)")
            connection.execute(
                f"insert into raw.runs values ({literal(self._practice_id)}, '2026-11-08')"
            )
            for table, columns in TABLES.items():
                listed = ", ".join(f"{column} {_kind(column)}" for column in columns)
                connection.execute(f"create table facts.{table} (practice_id varchar, {listed})")
                for row in self.rows.get(table, ()):
                    named = ", ".join(["practice_id", *row])
                    values = ", ".join(map(literal, (self._practice_id, *row.values())))
                    connection.execute(f"insert into facts.{table} ({named}) values ({values})")
        return file

    @property
    def _practice_id(self) -> str:
        return self.home.practices[0].practice_id


def _kind(column: str) -> str:
    if column.endswith("_on"):
        return "date"
    if column.endswith("_usd") or column == "units":
        return "decimal(18,3)"
    return {"line_number": "integer", "is_noise": "boolean"}.get(column, "varchar")
