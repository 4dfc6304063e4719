with

final as (

    select
        practice_id,
        packet_week,
        kind,
        code
    from {{ ref('rlp_unknown_code_week') }}

)

select * from final
