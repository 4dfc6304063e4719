with

final as (

    select
        practice_id,
        packet_week,
        listed_on,
        visit_count,
        cast(round(billed_usd, 0) as decimal(18, 2)) as billed_usd,
        oldest_days
    from {{ ref('rlp_unbilled_week') }}

)

select * from final
