with

final as (

    select
        practice_id,
        packet_week,
        source,
        problem_code,
        failed_look_count,
        last_failed_on,
        is_mended
    from {{ ref('rlp_source_week') }}

)

select * from final
