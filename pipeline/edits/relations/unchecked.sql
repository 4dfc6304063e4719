-- Claims that are not judged, each with its first reason: a finding of the reader within the
-- claim or a level above it, a set that is cut, or something without which no edit could tell
-- anything.
with

-- only the first hundred faults of a kind are listed: behind the last one nobody can tell
unlisted as (

    select file_id, min(last_segment) as from_segment
    from (
        select findings.file_id, findings.code, max(findings.segment_number) as last_segment
        from sent.findings as findings
        semi join claim_faults using (file_id, code)
        group by all
        having count(*) >= 100
    )
    group by all

),

reasons as (

    select
        claim_key,
        1 as rank,
        segment_number,
        code as reason
    from claim_faults
    where claim_key is not null

    union all

    select claims.claim_key, 2, claims.claim_segment, 'cut_set'
    from claims
    inner join sent.transactions as transactions
        on
            claims.file_id = transactions.file_id
            and claims.transaction_segment = transactions.segment_number
    where not coalesce(transactions.is_complete, false)

    union all

    select claims.claim_key, 3, claims.claim_segment, 'too_many_faults'
    from claims
    inner join unlisted using (file_id)
    where claims.claim_segment >= unlisted.from_segment

    union all

    select
        claim_key,
        4,
        claim_segment,
        case
            when form = '837D' then 'dental_claim'
            when version not like '005010%' then 'other_version'
            when coalesce(trim(claim_number), '') = '' then 'no_claim_number'
            when payer_id is null then 'no_payer'
            when member_token is null then 'no_member'
            when charge_usd is null then 'no_charge'
            when coalesce(trim(frequency_code), '') = '' then 'no_frequency'
            else 'no_line'
        end
    from claims
    where
        form = '837D'
        or version not like '005010%'
        or coalesce(trim(claim_number), '') = ''
        or payer_id is null
        or member_token is null
        or charge_usd is null
        or coalesce(trim(frequency_code), '') = ''
        or line_count = 0

)

select
    claim_key,
    arg_min(reason, (rank, segment_number, reason)) as reason,
    arg_min(segment_number, (rank, segment_number, reason)) as segment_number
from reasons
group by claim_key
