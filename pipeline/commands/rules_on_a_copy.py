"""Open work as it is published, and as the settings and rules on disk would make it.

Takes an opened home with a published copy. That is copied into a folder of its own, the settings
are replaced there, and the models up to the denials run. Refuses to touch what the home keeps.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem
from pipeline.resources import dbt
from pipeline.resources.databases import open_to_write
from pipeline.resources.published import FILE, QueryError, published, published_key
from pipeline.resources.raw_parts import RawParts

if TYPE_CHECKING:
    import duckdb

    from pipeline.practice import Home, Practice

MODELS = ("+fct_denials", "+fct_rejections")

# A row a piece of work, its figures as texts, beside them the rows of the rules they are by.
WORK = """
select
    practice_id, 'denial' as kind, denial_id as item_id, claim_number, payer_id, line_number,
    case
        when is_noise then 'a duplicate, nobody''s work'
        when closed_on is null then 'open'
        else 'closed: ' || replace(close_reason, '_', ' ')
    end as state,
    category, owner_role, next_action, cast(act_by_on as varchar) as act_by_on,
    cast(refile_by_on as varchar) as refile_by_on, cast(appeal_by_on as varchar) as appeal_by_on,
    '$' || expected_recovery_usd as expected_recovery_usd,
    expected_allowed_usd,
    case when expected_allowed_basis = 'contract' then 'contracts/fee_schedule.csv' end
        as paper_id,
    rule_id, owner_rule_id, action_rule_id, limit_rule_id, prior_rule_id, carc_code, rarc_code
from facts.fct_denials
union all
select
    practice_id, 'rejection', rejection_id, claim_number, payer_id, null,
    case when closed_on is null then 'open' else 'closed: ' || replace(closed_by, '_', ' ') end,
    category, owner_role, next_action, cast(act_by_on as varchar),
    cast(refile_by_on as varchar), null, null, null, null,
    rule_id, owner_rule_id, action_rule_id, limit_rule_id, null, null, null
from facts.fct_rejections
"""

PAIRS = """
select coalesce(payers.name, after.payer_id, before.payer_id, 'payer not told') as payer,
    before, after
from work.before as before
full join work.after as after
    on before.practice_id = after.practice_id and before.item_id = after.item_id
left join facts.dim_payers as payers
    on payers.practice_id = coalesce(after.practice_id, before.practice_id)
    and payers.payer_id = coalesce(after.payer_id, before.payer_id)
where coalesce(after.practice_id, before.practice_id) = $practice
    and (before.state = 'open' or after.state = 'open')
order by coalesce(after.kind, before.kind), payer,
    coalesce(after.claim_number, before.claim_number),
    coalesce(after.line_number, before.line_number), coalesce(after.item_id, before.item_id)
"""

LABELS = """
select category, label from facts.int_rules__categories where practice_id = $practice
union all select owner_role, label from facts.dim_owners where practice_id = $practice
"""

OWN_RULES = """
select rule_id, rule_key, max(value) filter (where column_name = 'decided_on') || ': '
    || max(value) filter (where column_name = 'reason')
from raw.settings_rules where practice_id = $practice group by rule_id, rule_key
"""

Work = Mapping[str, Any]
"""A piece of work: its row of `WORK`."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A row of the practice's own: the parts of its key, and when and why it was decided."""

    key: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class BothWays:
    """A practice's work that is open on one side at least.

    Attributes:
        practice: Its name.
        pairs: Payer's name, the work as published and as it would be; None where it is not there.
        labels: Words for categories and owner roles.
        own_rules: Rules on disk by their ``rule_id``.
    """

    practice: str
    pairs: Sequence[tuple[str, Work | None, Work | None]]
    labels: Mapping[str, str]
    own_rules: Mapping[str, OwnRule]


def both_ways(home: Home, practices: Sequence[Practice]) -> list[BothWays]:
    """Return the open work of each practice, as published and as it would be.

    Raises:
        QueryError: Nothing was published yet, or by another version of the models; or Spark holds
            the rows of files, and a copy would have none.
        DbtError: The models do not run with these rules.
    """
    from pipeline.resources.leftovers import scratch
    from pipeline.settings_tables import replace_settings

    _require_rows(home)
    with scratch(home) as folder:
        # The same file name: views name their database.
        copy = folder / FILE.name
        with published(home.path):
            shutil.copyfile(home.published_file, copy)
        key = published_key(home.path, os.environ)
        with open_to_write(copy, key) as connection:
            _keep(connection, "before")
            for practice in practices:
                replace_settings(connection, practice)
        _build(home, copy, folder / "dbt", key)
        with open_to_write(copy, key) as connection:
            _keep(connection, "after")
            return [_read(connection, practice) for practice in practices]


def _require_rows(home: Home) -> None:
    if RawParts.of(home).exists:
        raise QueryError(
            Problem(
                "triage rules diff",
                "Spark holds the rows of this home's files; the published copy has none of them.",
                "Computed from nothing, every claim would look closed.",
                "Ask it of a home that duckdb computes, such as a restored backup of this one.",
            )
        )


def _keep(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    import duckdb

    connection.execute("create schema if not exists work")
    try:
        connection.execute(f"create table work.{name} as {WORK}")
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise QueryError(
            Problem(
                "triage rules diff",
                "The published copy was made by another version of the models.",
                "What the rules change could not be told from what the version changes.",
                "Move the new rules aside, run: triage run, put them back and ask again.",
            )
        ) from error


def _build(home: Home, copy: Path, scratch: Path, key: str) -> None:
    scratch.mkdir()
    parsed = home.dagster_folder / "dbt" / f"parsed-{dbt.project_digest()}"
    if parsed.is_dir():
        shutil.copy(parsed / "partial_parse.msgpack", scratch)
    kinds = ["--resource-type", "seed", "--resource-type", "model"]
    try:
        dbt.run_dbt(["build", *kinds, "--select", *MODELS], copy, scratch, key)
    except dbt.DbtError:
        # dbt's own lines may quote a value of the warehouse.
        from pipeline.defs.transform.assets import failure

        raise dbt.DbtError(
            Problem(
                "triage rules diff",
                failure(home, scratch).what,
                "A run with these rules would fail in the same place; the home is as it was.",
                "Move the files of rules aside one by one until it builds, and report the last.",
            )
        ) from None


def _read(connection: duckdb.DuckDBPyConnection, practice: Practice) -> BothWays:
    named = {"practice": practice.practice_id}
    pairs = connection.execute(PAIRS, named).fetchall()
    own = connection.execute(OWN_RULES, named).fetchall()
    return BothWays(
        practice.name,
        [(payer, _there(before), _there(after)) for payer, before, after in pairs],
        dict(connection.execute(LABELS, named).fetchall()),
        {rule_id: OwnRule(frozenset(key.split(":")), reason) for rule_id, key, reason in own},
    )


def _there(work: Work | None) -> Work | None:
    """Return a side of the join; a row that is not there has no key."""
    return work if work and work["item_id"] else None
