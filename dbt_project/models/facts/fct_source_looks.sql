with

final as (

    select
        practice_id,
        source,
        looked_at,
        known_on,
        outcome,
        problem_code,
        file_count,
        new_count,
        waiting_count
    from {{ ref('stg_pipeline__source_looks') }}

)

select * from final
