with

final as (

    select
        practice_id,
        packet_week,
        -- reports of rejections come as claim status or as acknowledgement
        case
            when feed in ('claim_status', 'acknowledgement') then 'rejections' else feed
        end as feed,
        cast(count(*) as int) as missing_count
    from {{ ref('rlp_feed_week') }}
    where is_late
    group by 1, 2, 3

)

select * from final
