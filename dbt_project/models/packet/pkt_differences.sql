with

final as (

    select
        found.practice_id,
        found.packet_week,
        found.difference,
        kinds.label as label_text,
        kinds.what_to_do,
        cast(kinds.display_order as int) as display_order,
        found.listed_on,
        found.compared_count,
        found.claim_count,
        cast(round(found.difference_usd, 0) as decimal(18, 2)) as difference_usd
    from {{ ref('rlp_difference_week') }} as found
    inner join {{ ref('difference_kinds') }} as kinds using (difference)

)

select * from final
