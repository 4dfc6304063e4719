with

levels as (

    -- the provider and subscriber level that a patient level stands under
    select
        practice_id,
        file_id,
        segment_number as hierarchy_segment,
        max(case when level_code = '20' then segment_number end) over within_set as billing_segment,
        max(case when level_code = '22' then segment_number end) over within_set
            as subscriber_segment
    from {{ ref('stg_submitted__hierarchy') }}
    window within_set as (
        partition by practice_id, file_id, transaction_segment order by segment_number
    )

),

final as (

    select
        claims.practice_id,
        claims.file_id,
        claims.segment_number as claim_segment,
        claims.hierarchy_segment,
        levels.billing_segment,
        levels.subscriber_segment
    from {{ ref('stg_submitted__claims') }} as claims
    left join levels
        on {{ same_level('claims', 'hierarchy_segment', 'levels') }}

)

select * from final
