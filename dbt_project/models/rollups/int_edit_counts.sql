with

befores as (

    select
        practice_id,
        edit_id,
        cast(count(*) filter (where is_event) as int) as event_count,
        cast(count(*) as int) as line_count
    from {{ ref('int_edit_lines') }}
    where span = 'before'
    group by practice_id, edit_id

),

sinces as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.edit_id,
        cast(count(*) filter (where held.is_event) as int) as event_count,
        cast(count(*) as int) as line_count,
        cast(count(distinct case
            when held.is_denied and hits.claim_number is null then held.claim_id
        end) as int) as leak_claim_count
    from {{ ref('int_edit_weeks') }} as weeks
    inner join {{ ref('int_edit_lines') }} as held
        on
            weeks.practice_id = held.practice_id
            and weeks.edit_id = held.edit_id
            and weeks.packet_week >= held.packet_week
            and held.span = 'since'
    left join {{ ref('int_edit_hits') }} as hits
        on
            weeks.practice_id = hits.practice_id
            and weeks.packet_week = hits.packet_week
            and weeks.edit_id = hits.edit_id
            and held.claim_number = hits.claim_number
    group by weeks.practice_id, weeks.packet_week, weeks.edit_id

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.edit_id,
        coalesce(befores.event_count, 0) as before_event_count,
        coalesce(befores.line_count, 0) as before_line_count,
        coalesce(sinces.event_count, 0) as since_event_count,
        coalesce(sinces.line_count, 0) as since_line_count,
        coalesce(sinces.leak_claim_count, 0) as leak_claim_count,
        coalesce({{ rounded(
            'cast(befores.event_count as double) / befores.line_count * sinces.line_count', 6
        ) }}, 0) as expected_count
    from {{ ref('int_edit_weeks') }} as weeks
    left join befores using (practice_id, edit_id)
    left join sinces using (practice_id, packet_week, edit_id)

)

select * from final
