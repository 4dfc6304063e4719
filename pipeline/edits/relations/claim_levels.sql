-- The provider and subscriber level that a claim stands under, by segment number.
with

levels as (

    select
        file_id,
        segment_number as hierarchy_segment,
        max(case when level_code = '20' then segment_number end) over within_set as billing_segment,
        max(case when level_code = '22' then segment_number end) over within_set
            as subscriber_segment
    from sent.submitted_hierarchy
    window within_set as (
        partition by file_id, transaction_segment order by segment_number
    )

)

select
    claims.file_id || ':' || claims.segment_number as claim_key,
    claims.file_id,
    claims.segment_number as claim_segment,
    claims.transaction_segment,
    claims.hierarchy_segment,
    levels.billing_segment,
    levels.subscriber_segment
from sent.submitted_claims as claims
left join levels using (file_id, hierarchy_segment)
