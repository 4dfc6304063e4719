"""A season's truth and the warehouse that its files became, side by side.

The truth is written by the generator's own books; the warehouse is asked for the same facts in the
same order. Neither knows of the other, so a row that only one of them has is a fault of one.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse
from pipeline.synthetic import Limits, Season, write_season
from tests.laws.building import Builder, deliveries_of, settings_of

AS_OF_ON = dt.date(2026, 3, 4)
# Remittances arrive on the first and the third of these, so denials open on days off too.
HOLIDAYS = (
    dt.date(2025, 11, 27),
    dt.date(2025, 11, 28),
    dt.date(2025, 12, 25),
    dt.date(2025, 12, 26),
    dt.date(2026, 1, 1),
    dt.date(2026, 1, 19),
)
# Usual limits lie months after five business days. Under these, a last day often comes first: for
# denials of Harbor and those of Lantern's late file, and for rejections and new claims of both.
CONTRACTS = (("harbor", Limits(15, 12, 10)), ("lantern", Limits(20, 25, 28)))
# What is sent or opens on a day of the week comes to a meeting in whole weeks and the days between:
# each payer's threshold and the day before it must be days on which something of it happens.
PATIENCE = (("cedar", 18), ("statecare", 14))
ON_PAPER = ("lantern",)

# Table of the truth -> the same facts in the warehouse; columns stand in the same order.
QUESTIONS = {
    "truth_submissions": (
        "claim_number payer_id payer_sequence frequency_code submitted_on charge_usd",
        "facts.fct_submissions",
    ),
    "truth_status": (
        "claim_number payer_id source category_code status_code entity_code known_on",
        # what a 999 says is in the truth as rejections: it names sets, not claims
        "facts.fct_status_events where source <> '999'",
    ),
    "truth_events": (
        "claim_number payer_id payer_sequence claim_status_code payer_claim_number remit_on "
        "known_on charge_usd paid_usd patient_usd outcome is_balanced",
        "facts.fct_adjudications",
    ),
    "truth_reversals": (
        "claim_number payer_id remit_on known_on reversed_number reversed_remit_on",
        "(select one.*, reversed.payer_claim_number as reversed_number, "
        "reversed.remit_on as reversed_remit_on from facts.fct_adjudications as one "
        "inner join facts.fct_adjudications as reversed "
        "on one.reverses = reversed.adjudication_id)",
    ),
    "truth_lines": (
        "claim_number payer_id remit_on known_on line_number procedure_code service_on "
        "charge_usd paid_usd denied_usd outcome",
        "facts.fct_adjudication_lines",
    ),
    "truth_denials": (
        "claim_number line_number payer_id payer_sequence procedure_code service_on rendering_npi "
        "location_id opened_on closed_on close_reason denied_usd group_code carc_code rarc_code "
        "category denial_kind denial_number is_noise is_denied_to_patient owner_role usual_action "
        "act_by_on refile_by_on appeal_by_on contract_allowed_usd",
        "(select *, case when expected_allowed_basis = 'contract' then expected_allowed_usd end "
        "as contract_allowed_usd from facts.fct_denials)",
    ),
    "truth_rejections": (
        "claim_number payer_id opened_on closed_on closed_by category charge_usd source "
        "owner_role act_by_on refile_by_on",
        "facts.fct_rejections",
    ),
    "truth_work": (
        "item_kind claim_number payer_id owner_role owner act_by_on from_on to_on",
        "facts.fct_assignments",
    ),
    "truth_standing": (
        "claim_number payer_id state from_on to_on open_usd",
        # stretches that differ in what else the table tells are one to the truth
        "(select claim_number, payer_id, state, open_usd, min(from_on) as from_on, "
        "case when count(to_on) = count(*) then max(to_on) end as to_on from ("
        "select *, sum(is_new) over (partition by claim_id, payer_id order by from_on) as stretch "
        "from (select *, case when (state, open_usd) is not distinct from lag((state, open_usd)) "
        "over (partition by claim_id, payer_id order by from_on) then 0 else 1 end as is_new "
        "from facts.fct_claim_states)) group by claim_id, claim_number, payer_id, state, open_usd, "
        "stretch)",
    ),
    "truth_waits": (
        "claim_number payer_id waits_as from_on to_on",
        "facts.fct_denial_waits",
    ),
    "truth_calls": (
        "claim_number payer_id called_on known_on",
        "(select *, touched_on as called_on from facts.fct_touches where source = 'worklist')",
    ),
    "truth_open_claims": (
        "claim_number payer_id packet_week untouched_days threshold_days open_usd owner_role "
        "has_work_item",
        "rollups.rlp_open_claim_week where not is_running",
    ),
    "truth_unattended": (
        "claim_number payer_id packet_week threshold_days owner_role",
        "rollups.rlp_untouched_claim_week where not is_running",
    ),
    "truth_untouched": (
        "packet_week payer_id owner_role threshold_days claim_count open_usd oldest_days",
        "rollups.rlp_untouched_week",
    ),
    "truth_roster_flags": (
        "packet_week red_flag entity_kind entity_id payer_id first_seen_on claim_count denied_usd",
        "(select * from rollups.rlp_credentialing_week where red_flag in "
        "('billed_before_effective', 'billed_after_ended', 'not_on_roster'))",
    ),
    "truth_recovery": (
        "packet_week payer_id category won_count lost_count open_count p_recover",
        "rollups.rlp_recovery_week",
    ),
    "truth_take_backs": (
        "payer_id remit_on known_on reason_code amount_usd",
        "facts.fct_take_backs",
    ),
}

Rows = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """A table of the truth beside the warehouse.

    Attributes:
        table: Its name.
        count: Rows of the truth.
        missing: What only the truth has.
        added: What only the warehouse has.
    """

    table: str
    count: int
    missing: Rows
    added: Rows


@dataclass(frozen=True)
class Told:
    """A season's truth and the warehouse its files became."""

    season: Season
    truth: Path
    home: Home

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return a table of the truth."""
        with (self.truth / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def true_rows(self, table: str) -> Rows:
        """Return what happened, as a bag: two equal rows are two things that happened."""
        names = QUESTIONS[table][0].split()
        return Counter(tuple(row[name] for name in names) for row in self.rows(table))

    def compared(self, table: str) -> Difference:
        """Return a table of the truth beside the warehouse."""
        with Warehouse(self.home).reading() as connection:
            return self.compared_in(connection, table)

    def compared_in(self, connection: duckdb.DuckDBPyConnection, table: str) -> Difference:
        """Return a table of the truth beside the warehouse of a connection."""
        true, found = self.true_rows(table), _told_rows(connection, table)
        return Difference(table, true.total(), true - found, found - true)


def _told_rows(connection: duckdb.DuckDBPyConnection, table: str) -> Rows:
    """Return what a warehouse says happened; what it does not know is empty."""
    columns, fact = QUESTIONS[table]
    shown = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in columns.split())
    return Counter(connection.execute(f"select {shown} from {fact}").fetchall())


def tell(builder: Builder, folder: Path, seed: int, weeks: int = 26, size: float = 0.4) -> Told:
    """Write a season with days off, terms of its own, rarities and calls; build its warehouse."""
    season = Season(
        seed,
        AS_OF_ON,
        weeks,
        size,
        holidays=HOLIDAYS,
        contracts=CONTRACTS,
        patience=PATIENCE,
        on_paper=ON_PAPER,
        rarities=True,
        calls=True,
    )
    report = write_season(folder / "files", season)
    home = builder.built(
        folder / "home",
        {season.practice_id: settings_of(report)},
        {season.practice_id: deliveries_of(report)},
        season.as_of_on,
    )
    return Told(season, report.truth_folder, home)
