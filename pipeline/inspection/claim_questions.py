"""What is asked about submitted claims (837), claim status (277CA, 277) and acknowledgements.

SQL over the raw tables of one loaded file. Takes ``$most`` where an answer is a list. Amounts are
dollars. Of a payer that is a person nothing is kept; one that does not say what it is (NM102) is
told in columns of its own, which are in no list of what may be seen.
"""

from pipeline.x12.layouts.claim_status import PATIENT_LEVELS

_LINES = """
    select claim_segment, charge_usd from raw.submitted_services
    union all select claim_segment, charge_usd from raw.submitted_institutional_services
    union all select claim_segment, charge_usd from raw.submitted_dental_services
"""

_NAMED = """
    case {0}.entity_type_code when '2' then {0}.name when '1' then 'a person' end as payer,
    if({0}.entity_type_code = '2', {0}.identifier, null) as payer_identifier,
    if({0}.entity_type_code = '2', null, {0}.name) as person,
    if({0}.entity_type_code = '2', null, {0}.identifier) as person_identifier
"""

_IN_ORDER = "payer, payer_identifier, person, person_identifier"

SUBMITTED = f"""
select
    count(*) as claim_count, coalesce(sum(charge_usd), 0) as charge_usd,
    (select count(*) from ({_LINES})) as line_count,
    (select coalesce(sum(charge_usd), 0) from ({_LINES})) as line_charge_usd
from raw.submitted_claims
"""  # noqa: S608 - made of constants

LINE_FORMATS = """
select format from (
    select '837P' as format, segment_number from raw.submitted_services
    union all select '837I', segment_number from raw.submitted_institutional_services
    union all select '837D', segment_number from raw.submitted_dental_services
)
group by format order by count(*) desc, format limit $most
"""

FREQUENCIES = """
select frequency_code, count(*) as claim_count, coalesce(sum(charge_usd), 0) as charge_usd
from raw.submitted_claims group by all order by frequency_code limit $most
"""

# A dependent's claims go to the payer of the subscriber's level above.
SUBMITTED_PAYERS = f"""
with payers as (
    select * from raw.submitted_payers where claim_segment is null
    qualify row_number() over (partition by hierarchy_segment order by segment_number) = 1
),
above as (
    select levels.segment_number as hierarchy_segment, max(parents.segment_number) as parent_segment
    from raw.submitted_hierarchy as levels
    inner join raw.submitted_hierarchy as parents
        on levels.transaction_segment = parents.transaction_segment
        and levels.parent_id = parents.hierarchy_id
        and levels.segment_number > parents.segment_number
    group by all
),
asked as (
    select charge_usd, coalesce(own.segment_number, parent.segment_number) as payer_segment
    from raw.submitted_claims as claims
    left join payers as own on claims.hierarchy_segment = own.hierarchy_segment
    left join above on claims.hierarchy_segment = above.hierarchy_segment
    left join payers as parent on above.parent_segment = parent.hierarchy_segment
)
select
    {_NAMED.format("payers")},
    count(*) as claim_count, coalesce(sum(charge_usd), 0) as charge_usd
from asked left join payers on asked.payer_segment = payers.segment_number
group by all order by charge_usd desc, {_IN_ORDER} limit $most
"""  # noqa: S608 - made of constants

SUBMITTED_CLAIMS = f"""
select
    segment_number, claim_number, frequency_code, claims.charge_usd,
    count(lines.claim_segment) as line_count, coalesce(sum(lines.charge_usd), 0) as line_charge_usd
from (select * from raw.submitted_claims order by segment_number limit $most) as claims
left join ({_LINES}) as lines on claims.segment_number = lines.claim_segment
group by all order by segment_number
"""  # noqa: S608 - made of constants

_STATEMENTS = f"""
    select
        events.*, levels.level_code,
        case
            when events.service_segment is not null then 'line'
            when levels.level_code in {PATIENT_LEVELS} then 'claim'
            else 'batch'
        end as about
    from raw.status_events as events
    left join raw.status_hierarchy as levels on events.hierarchy_segment = levels.segment_number
"""  # noqa: S608 - made of constants

STATUS = f"""
select
    count(*) as statement_count,
    count(*) filter (about = 'claim') as claim_statement_count,
    count(*) filter (about = 'line') as line_statement_count,
    count(*) filter (about = 'batch') as batch_statement_count,
    count(distinct trace_segment) filter (about <> 'batch') as claim_count
from ({_STATEMENTS})
"""  # noqa: S608 - made of constants

STATUS_PAYERS = f"""
select {_NAMED.format("payers")}, count(*) as level_count
from raw.status_payers as payers group by all order by level_count desc, {_IN_ORDER} limit $most
"""  # noqa: S608 - made of constants

STATUS_CATEGORIES = f"""
select
    category_code,
    count(*) filter (about = 'claim') as claim_statement_count,
    count(*) filter (about = 'line') as line_statement_count,
    count(*) filter (about = 'batch') as batch_statement_count,
    sum(charge_usd) filter (about = 'claim') as charge_usd,
    -- A clinician's part of a batch (19) is in the practice's (21) too.
    coalesce(
        sum(charge_usd) filter (about = 'batch' and level_code = '21'),
        sum(charge_usd) filter (about = 'batch')
    ) as batch_charge_usd
from ({_STATEMENTS}) group by all order by category_code limit $most
"""  # noqa: S608 - made of constants

# A statement has up to three codes.
STATUS_CODES = f"""
with statements as ({_STATEMENTS})
select category_code, status_code, entity_code, about, count(*) as statement_count
from (
    select category_code, status_code, entity_code, about from statements
    union all
    select category_code_2, status_code_2, entity_code_2, about from statements
    where category_code_2 is not null or status_code_2 is not null
    union all
    select category_code_3, status_code_3, entity_code_3, about from statements
    where category_code_3 is not null or status_code_3 is not null
)
group by all
order by statement_count desc, category_code, status_code, entity_code, about limit $most
"""  # noqa: S608 - made of constants

STATUS_CLAIMS = f"""
with claims as (
    select segment_number, claim_number from raw.status_traces
    where hierarchy_segment in (
        select segment_number from raw.status_hierarchy where level_code in {PATIENT_LEVELS}
    )
    order by segment_number limit $most
)
select
    claims.segment_number, claim_number,
    string_agg(distinct concat_ws(':', category_code, status_code, entity_code), ', ')
        filter (about = 'claim') as codes,
    max(charge_usd) filter (about = 'claim') as charge_usd,
    count(*) filter (about = 'line') as line_statement_count
from claims left join ({_STATEMENTS}) as statements
    on claims.segment_number = statements.trace_segment
group by all order by claims.segment_number
"""  # noqa: S608 - made of constants

ACK_GROUPS = """
select
    groups.segment_number, functional_code, group_control_number, version,
    results.acknowledgement_code, included_count, received_count, accepted_count
from raw.ack_groups as groups
left join raw.ack_group_results as results on groups.segment_number = results.group_segment
order by groups.segment_number limit $most
"""

ACK_SETS = """
select acknowledgement_code, count(*) as set_count
from raw.ack_sets as sets
left join raw.ack_set_results as results on sets.segment_number = results.set_segment
group by all order by acknowledgement_code limit $most
"""

ACK_REFUSED = """
select
    sets.segment_number, set_code, control_number, acknowledgement_code, error_code,
    (
        select count(*) from raw.ack_segment_errors as errors
        where errors.set_segment = sets.segment_number
    ) as error_count
from raw.ack_sets as sets
inner join raw.ack_set_results as results on sets.segment_number = results.set_segment
where acknowledgement_code not in ('A', 'E')
order by sets.segment_number limit $most
"""

ACK_ERRORS = """
select
    segments.segment_id, segments.loop_id, segments.error_code, elements.element_position,
    elements.error_code as element_error_code, count(*) as error_count
from raw.ack_segment_errors as segments
left join raw.ack_element_errors as elements on segments.segment_number = elements.error_segment
group by all
order by error_count desc, segment_id, loop_id, error_code, element_position, element_error_code
limit $most
"""

INTERCHANGE_ACKS = """
select control_number, interchange_on, acknowledgement_code, note_code from raw.interchange_acks
order by segment_number limit $most
"""
