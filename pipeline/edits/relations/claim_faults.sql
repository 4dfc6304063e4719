-- What the reader could not read of a claim, of a level above it or of its set.
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

-- what makes an element, a segment or a stretch unreadable; what is wrong with an envelope is
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

)

-- of no claim where it reaches none: what stood there is lost
select
    lying.claim_key,
    placed.file_id,
    placed.segment_number,
    placed.code
from placed
left join lying using (file_id, kind, start_segment)
