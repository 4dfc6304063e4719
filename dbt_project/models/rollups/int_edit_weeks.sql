with

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.covers_until,
        edits.edit_id,
        edits.starts_on,
        edits.review_on,
        cast(floor({{ days_between('edits.starts_on', 'weeks.covers_until') }} / 7) as int)
            as week_count
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('dim_adopted_edits') }} as edits
        on
            weeks.practice_id = edits.practice_id
            and weeks.covers_until > edits.adopted_on
            and weeks.covers_until > edits.starts_on
            and (edits.expires_on is null or weeks.packet_week < edits.expires_on)

)

select * from final
