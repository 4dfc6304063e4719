-- Claims that are not judged, each with its first reason: a finding of the reader within the
-- claim or a level above it, a set that is cut, or something without which no edit could tell
-- anything.
with

regions as (

    select file_id, 0 as start_segment, 'file' as kind from sent.files
    union all
    select file_id, segment_number, 'set' from sent.transactions
    union all
    select file_id, segment_number, 'level' from sent.submitted_hierarchy
    union all
    select file_id, segment_number, 'claim' from sent.submitted_claims
    union all
    select file_id, last_segment, 'trailer' from sent.transactions where is_complete

),

-- what makes an element, a segment or a stretch unreadable; an envelope that does not add up is
-- told of the file as a whole
faults as (

    select file_id, segment_number, code
    from sent.findings
    where
        segment_number is not null
        and code in (
            'bad_money', 'bad_date', 'bad_number', 'extra_groups', 'bad_segment', 'cut_segment',
            'oversized_segment', 'missing_segment_ends'
        )

),

placed as (

    select
        faults.file_id,
        faults.segment_number,
        faults.code,
        regions.kind,
        regions.start_segment
    from faults
    asof join regions
        on
            faults.file_id = regions.file_id
            and faults.segment_number >= regions.start_segment

),

-- only the first hundred faults of a kind are listed: behind the last one nobody can tell
unlisted as (

    select file_id, min(last_segment) as from_segment
    from (
        select file_id, code, max(segment_number) as last_segment
        from faults
        group by all
        having count(*) >= 100
    )
    group by all

),

-- where each claim lies: in itself, its levels and its set
lying as (

    select claim_key, file_id, 'claim' as kind, claim_segment as start_segment from claim_levels
    union all
    select claim_key, file_id, 'level', hierarchy_segment from claim_levels
    union all
    select claim_key, file_id, 'level', subscriber_segment from claim_levels
    union all
    select claim_key, file_id, 'level', billing_segment from claim_levels
    union all
    select claim_key, file_id, 'set', transaction_segment from claim_levels

),

reasons as (

    select
        lying.claim_key,
        1 as rank,
        placed.segment_number,
        placed.code as reason
    from placed
    inner join lying using (file_id, kind, start_segment)

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
        or line_count = 0

)

select
    claim_key,
    arg_min(reason, (rank, segment_number, reason)) as reason,
    arg_min(segment_number, (rank, segment_number, reason)) as segment_number
from reasons
group by claim_key
