"""A claim's whole story in plain words, from the published facts.

Takes a claim number. Refuses to guess: every line is one fact, with the day the practice knew it,
and a denial names the rule that decided it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import Problem
from pipeline.resources.published import QueryError

if TYPE_CHECKING:
    import duckdb

CLAIMS = """
select distinct practice_id, claim_id from (
    select practice_id, claim_id, claim_number from facts.fct_submissions
    union all select practice_id, claim_id, claim_number from facts.fct_adjudications
    union all select practice_id, claim_id, claim_number from facts.fct_rejections
) where claim_number = $claim and ($practice is null or practice_id = $practice)
order by practice_id, claim_id
"""

# Names in place of keys; one row a line: the day it became known, the order within a day, words.
EVENTS = """
with payers as (select payer_id, name from facts.dim_payers where practice_id = $practice),
numbers as (
    select claim_id, claim_number from facts.fct_submissions where practice_id = $practice
    union select claim_id, claim_number from facts.fct_adjudications where practice_id = $practice
),
denials as (
    select * from facts.fct_denials where practice_id = $practice and claim_id = $claim
),
rejections as (
    select * from facts.fct_rejections where practice_id = $practice and claim_id = $claim
)
select known_on, 1, 'sent to ' || coalesce(name, payer_id) || ' (' || payer_sequence || '), '
    || coalesce('$' || charge_usd, 'a charge not told')
    || case frequency_code when '7' then ', a corrected claim'
    when '8' then ', to void an earlier one' else '' end
    || ', ' || coalesce(days_to_submit
    || if(days_to_submit = 1, ' day after service', ' days after service'),
    'service on a day not told')
from facts.fct_submissions left join payers using (payer_id)
where practice_id = $practice and claim_id = $claim
union all
select known_on, 2, coalesce(name, 'clearinghouse') || ' reported (' || source || '): '
    || replace(outcome, '_', ' ')
    || coalesce(
        ', code ' || nullif(concat_ws(':', category_code, status_code, entity_code), ''), ''
    )
    || coalesce(' by rule ' || outcome_rule_id, '')
from facts.fct_status_events left join payers using (payer_id)
where practice_id = $practice and claim_id = $claim
union all
select opened_on, 3, 'rejected before a decision: ' || categories.label || ' by rule '
    || rejections.rule_id || ', ' || coalesce('$' || charge_usd, 'a charge not told')
    || ', for ' || owner_roles.label
    || coalesce('; ' || closed_by || ' on ' || closed_on, '; still open')
from rejections
inner join facts.int_rules__categories as categories using (practice_id, category)
inner join rules.owner_roles on rejections.owner_role = owner_roles.owner_role
union all
select known_on, 4, coalesce(name, payer_id) || ' (' || payer_sequence || ') answered: '
    || replace(outcome, '_', ' ') || ', paid ' || coalesce('$' || paid_usd, 'an amount not told')
    || ' of ' || coalesce('$' || charge_usd, 'a charge not told')
    || ', patient $' || coalesce(patient_usd, 0)
    || ', ' || coalesce('dated ' || remit_on, 'on a day not told')
    || case when is_balanced then '' else '; its sums do not add up' end
from facts.fct_adjudications left join payers using (payer_id)
where practice_id = $practice and claim_id = $claim
union all
select opened_on, 5, 'line ' || line_number || ' (' || coalesce(procedure_code, 'no code')
    || ') denied, $' || denied_usd || ': ' || concat_ws(' ', group_code, carc_code, rarc_code)
    || ' means ' || categories.label || ' by rule ' || denials.rule_id
    || case when is_noise then '; a duplicate of an earlier answer, not counted' else '' end
    || coalesce('; announced by a status report on ' || announced_on, '')
    || case when is_repeat then '; denial number ' || denial_number else '' end
    || case when is_noise then '' else '; likely back $' || coalesce(expected_recovery_usd, 0)
    || coalesce(' of $' || expected_allowed_usd || ' by '
        || replace(
            replace(expected_allowed_basis, '_', ' '), 'listed', 'the practice system''s list'
        ), '')
    || ', chance ' || round(100 * p_recover)::int || '%'
    || coalesce(' (' || round(100 * p_recover_low)::int || ' to '
        || round(100 * p_recover_high)::int || ')', '')
    || case odds_basis when 'prior' then ': none like it worked to an end yet, by rule '
        || prior_rule_id else ': won ' || odds_won_count || ' of '
        || (odds_won_count + odds_lost_count) || ' like it' end
    || case odds_basis when 'category' then ', at all payers' else '' end
    || coalesce('; act by ' || act_by_on, '')
    || coalesce(', refile by ' || refile_by_on, '') || coalesce(', appeal by ' || appeal_by_on, '')
    || coalesce(' by rule ' || limit_rule_id, '') end
from denials inner join facts.int_rules__categories as categories using (practice_id, category)
union all
select closed_on, 6, 'denial of line ' || line_number || ' closed: '
    || replace(close_reason, '_', ' ')
from denials where closed_on is not null
union all
select touched_on, 7, 'worked: ' || coalesce(action, replace(source, '_', ' '))
    || coalesce(' by ' || label, '')
from facts.fct_touches left join rules.owner_roles on by_role = owner_role
where practice_id = $practice and claim_id = $claim
union all
select assignments.from_on, 8, 'owner: ' || owner_roles.label
    || coalesce(' (' || assignments.owner || ')', '')
    || coalesce('; next: ' || assignments.next_action, '')
    || coalesce(', by ' || assignments.act_by_on, '')
    || ' (said by ' || assignments.assigned_by || ')'
from facts.fct_assignments as assignments
inner join rules.owner_roles on assignments.owner_role = owner_roles.owner_role
where assignments.practice_id = $practice and assignments.claim_id = $claim
union all
select from_on, 9, case waits_as when 'planned' then 'planned: on the list again on '
    else 'with the payer: asked after on ' end || wait_until_on
from facts.int_planned_waits
where practice_id = $practice and item_id in (
    select item_id from facts.fct_assignments where practice_id = $practice and claim_id = $claim
)
group by all
union all
select waits.from_on, 10, 'the denial waits' || coalesce(' until ' || waits.to_on, ' from now on')
    || ': ' || states.label || ' by rule ' || waits.rule_id
from facts.fct_denial_waits as waits
inner join rules.claim_states as states on waits.waits_as = states.state
where practice_id = $practice and claim_id = $claim
group by all
union all
select links.known_on, 11, case when links.claim_id = $claim then 'continues claim '
    else 'goes on as claim ' end || numbers.claim_number
from facts.int_claim_links as links
inner join numbers on numbers.claim_id = case when links.claim_id = $claim
    then links.earlier_claim_id else links.claim_id end
where links.practice_id = $practice and $claim in (links.claim_id, links.earlier_claim_id)
order by 1, 2, 3
"""

STATES = """
select coalesce(name, payer_id), payer_sequence, replace(state, '_', ' '), from_on, open_usd
from facts.fct_claim_states left join facts.dim_payers using (practice_id, payer_id)
where practice_id = $practice and claim_id = $claim and to_on is null order by payer_sequence
"""

# Today's list where a week runs, else that of the newest packet.
LISTED = """
select 'on the list of ' || label || ': ' || coalesce(next_action, 'decide the next step')
    || coalesce(', last day ' || last_day_on, '') || ', likely back $' || likely_whole_usd
from rollups.rlp_work_item_week as items
inner join rules.owner_roles on items.owner_role = owner_roles.owner_role
where practice_id = $practice and claim_id = $claim and packet_week = (
    select max(packet_week) from facts.dim_work_days where practice_id = $practice
)
order by 1
"""

SERVICE = """
select min(service_from_on), max(service_to_on), max(charge_usd) from facts.fct_submissions
where practice_id = $practice and claim_id = $claim
"""


def story_of(
    connection: duckdb.DuckDBPyConnection, claim_number: str, practice_id: str | None
) -> Iterator[str]:
    """Yield the lines of every claim under this number; practices and years may share one.

    Raises:
        QueryError: If no fact carries the number.
    """
    named = {"claim": claim_number, "practice": practice_id}
    claims = connection.execute(CLAIMS, named).fetchall()
    if not claims:
        raise QueryError(
            Problem(
                "triage explain",
                "No claim of this number is in the published warehouse.",
                "Its story cannot be told.",
                "Check the number (CLM01, as your practice system writes it), or run: triage run",
            )
        )
    for practice, claim_id in claims:
        yield from _claim(connection, claim_number, {"practice": practice, "claim": claim_id})


def _claim(
    connection: duckdb.DuckDBPyConnection, claim_number: str, named: dict[str, Any]
) -> Iterator[str]:
    first, last, charge = connection.execute(SERVICE, named).fetchall()[0]
    charged = "a charge not told" if charge is None else f"${charge}"
    served = (
        f", service {first}{f' to {last}' if last != first else ''}, {charged}" if first else ""
    )
    yield f"Claim {claim_number} of {named['practice']}{served}"
    day: dt.date | None = None
    for known_on, _, words in connection.execute(EVENTS, named).fetchall():
        yield f"  {str(known_on) if known_on != day else '':<10}  {words}"
        day = known_on
    for payer, sequence, state, since, open_usd in connection.execute(STATES, named).fetchall():
        yield f"  now         {state} at {payer} ({sequence}) since {since}, ${open_usd} open"
    listed = connection.execute(LISTED, named).fetchall()
    for (words,) in listed or [("on no list",)]:
        yield f"  now         {words}"
