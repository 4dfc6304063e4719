with

levels as (

    -- the payer level (20) that a claim's level stands under
    select
        practice_id,
        file_id,
        segment_number as hierarchy_segment,
        level_code,
        max(case when level_code = '20' then segment_number end) over (
            partition by practice_id, file_id, transaction_segment order by segment_number
        ) as payer_segment
    from {{ ref('stg_status__hierarchy') }}

),

payers as (

    select * from {{ ref('int_payer_sightings') }}
    where set_code = '277'
    qualify row_number() over (
        partition by practice_id, file_id, hierarchy_segment
        order by is_clearinghouse, segment_number
    ) = 1

),

final as (

    select
        levels.practice_id,
        levels.file_id,
        levels.hierarchy_segment,
        levels.level_code,
        payers.payer_id,
        coalesce(payers.matched_by, 'unknown') as payer_matched_by
    from levels
    left join payers
        on {{ same_level('levels', 'payer_segment', 'payers') }}

)

select * from final
