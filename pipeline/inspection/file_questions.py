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
    coalesce(
        sum(loaded_count) filter (segment_id in ('ISA', 'GS', 'ST', 'SE', 'GE', 'IEA')), 0
    )::bigint as envelope_count,
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

# Of a set that is cut the payment, the last claim and the last line cannot add up.
CUT_SUMS = """
with last as (
    select transactions.*, last_claim, last_line
    from raw.transactions
    left join (
        select transaction_segment, max(segment_number) as last_claim
        from raw.remittance_claims group by all
    ) as claims on transactions.segment_number = claims.transaction_segment
    left join (
        select transaction_segment, max(segment_number) as last_line
        from raw.remittance_services group by all
    ) as lines on transactions.segment_number = lines.transaction_segment
    where not is_complete
)
select findings.code, findings.segment_number
from raw.findings as findings
inner join last
    on findings.segment_number between last.segment_number and last.last_segment
where findings.code = 'unbalanced_payment'
    or (findings.code = 'unbalanced_claim' and findings.segment_number = last_claim)
    or (findings.code = 'unbalanced_line' and findings.segment_number = last_line)
order by findings.segment_number limit $most
"""

SET_ASIDE = """
select code, first_segment, byte_offset, byte_count from raw.quarantine
order by byte_offset limit $most
"""

SET_ASIDE_TOTAL = """
select count(*) as stretch_count, coalesce(sum(byte_count), 0)::bigint as byte_count
from raw.quarantine
"""

# Sets that follow each other; of a group with other segments between its sets there are several.
GROUPS = """
with marked as (
    select
        *,
        segment_number - lag(last_segment) over (order by segment_number) = 1 as is_next
    from raw.transactions
),
numbered as (
    select *, count(*) filter (not coalesce(is_next, false)) over (order by segment_number) as part
    from marked
)
select
    interchange_control_number, group_control_number, functional_code, group_sender,
    group_receiver, group_on, min(segment_number) as first_segment, count(*) as set_count
from numbered
group by
    interchange_control_number, group_control_number, functional_code, group_sender,
    group_receiver, group_on, part
order by first_segment limit $most
"""

SET_KINDS = """
select
    set_code, version, count(*) as set_count,
    count(*) filter (is_complete) as complete_count, sum(segment_count)::bigint as segment_count
from raw.transactions group by all order by set_code, version limit $most
"""

# As the models count: of sets with one content the first.
_COPIES = """
    select
        *, nullif(
            min(segment_number) over (partition by transaction_digest), segment_number
        ) as copy_of
    from raw.transactions
"""

_CLAIMS = """
    select transaction_segment, count(*) as claim_count, sum(charge_usd) as charge_usd,
        sum(paid_usd) as paid_usd
    from (
        select transaction_segment, charge_usd, paid_usd from raw.remittance_claims
        union all by name select transaction_segment, charge_usd from raw.submitted_claims
    )
    group by all
"""

SETS = f"""
select
    set_code, version, control_number, segment_number as first_segment, last_segment,
    segment_count, is_complete, copy_of, claims.claim_count, claims.charge_usd, claims.paid_usd
from ({_COPIES}) as transactions
left join ({_CLAIMS}) as claims on transactions.segment_number = claims.transaction_segment
order by first_segment limit $most
"""  # noqa: S608 - made of constants

COPIES = f"""
select
    count(*) as set_count, count(copy_of) as copy_count,
    coalesce(sum(claim_count), 0)::bigint as claim_count,
    coalesce(sum(charge_usd), 0) as charge_usd, coalesce(sum(paid_usd), 0) as paid_usd,
    coalesce(sum(claim_count) filter (copy_of is null), 0)::bigint as counted_claim_count,
    coalesce(sum(charge_usd) filter (copy_of is null), 0) as counted_charge_usd,
    coalesce(sum(paid_usd) filter (copy_of is null), 0) as counted_paid_usd
from ({_COPIES}) as transactions
left join ({_CLAIMS}) as claims on transactions.segment_number = claims.transaction_segment
"""  # noqa: S608 - made of constants
