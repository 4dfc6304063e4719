"""What is asked about a file of any kind: SQL over the raw tables of one loaded file.

Takes ``$most`` where an answer is a list; the totals beside the lists go on to the end. The
database holds one file, so that no question names it.
"""

FILE = """
select file_id, sha256, format, feed, outcome, byte_count, segment_count from raw.files
"""

SEGMENTS = """
select
    coalesce(sum(loaded_count), 0)::bigint as loaded_count,
    coalesce(sum(ignored_count), 0)::bigint as ignored_count,
    coalesce(sum(quarantined_count), 0)::bigint as set_aside_count
from raw.segment_counts
"""

IGNORED = """
select segment_id, ignored_count from raw.segment_counts where ignored_count > 0
order by ignored_count desc, segment_id limit $most
"""

FINDING_COUNTS = """
select
    count(*) filter (severity = 'error') as error_count,
    count(*) filter (severity = 'warning') as warning_count,
    count(*) filter (severity = 'info') as info_count
from raw.findings
"""

# Of one kind the first ones are told: a file may hold millions, with one cause.
FINDINGS = """
select
    severity, code, any_value(remedy) as remedy, count(*) as finding_count,
    arg_min(
        {segment_number: segment_number, byte_offset: byte_offset, problem: problem},
        coalesce(segment_number, 0), cast($most as bigint)
    ) as places
from raw.findings
group by severity, code
order by
    case severity when 'error' then 1 when 'warning' then 2 else 3 end,
    min(coalesce(segment_number, 0)), code
"""

SET_ASIDE = """
select code, first_segment, byte_offset, byte_count from raw.quarantine
order by byte_offset limit $most
"""

SET_ASIDE_TOTAL = """
select count(*) as stretch_count, coalesce(sum(byte_count), 0)::bigint as byte_count
from raw.quarantine
"""

GROUPS = """
select
    interchange_control_number, group_control_number, functional_code, group_sender,
    group_receiver, group_on, min(segment_number) as first_segment, count(*) as set_count
from raw.transactions
group by all order by first_segment limit $most
"""

SET_KINDS = """
select
    set_code, version, count(*) as set_count,
    count(*) filter (is_complete) as complete_count, sum(segment_count)::bigint as segment_count
from raw.transactions group by all order by set_code, version limit $most
"""

SETS = """
select
    set_code, version, control_number, segment_number as first_segment, last_segment,
    segment_count, is_complete, claims.claim_count, claims.charge_usd, claims.paid_usd
from raw.transactions
left join (
    select transaction_segment, count(*) as claim_count, sum(charge_usd) as charge_usd,
        sum(paid_usd) as paid_usd
    from (
        select transaction_segment, charge_usd, paid_usd from raw.remittance_claims
        union all by name select transaction_segment, charge_usd from raw.submitted_claims
    )
    group by all
) as claims on transactions.segment_number = claims.transaction_segment
order by first_segment limit $most
"""
