with

counts as (

    select * from {{ ref('int_edit_counts') }}

),

-- the events themselves count from one on, in the order in which they came
numbered as (

    select
        practice_id,
        edit_id,
        row_number() over (
            partition by practice_id, edit_id
            order by packet_week asc, adjudication_id asc, line_number asc
        ) as event_number
    from {{ ref('int_edit_lines') }}
    where span = 'since' and is_event

),

factorials as (

    select
        *,
        sum(ln(event_number)) over (
            partition by practice_id, edit_id
            order by event_number asc rows between unbounded preceding and current row
        ) as log_factorial
    from numbered

),

final as (

    -- of Poisson: of none, and of each number of events up to those that came; the last digits
    -- differ between machines
    select
        counts.practice_id,
        counts.packet_week,
        counts.edit_id,
        {{ rounded('exp(-counts.expected_count)', 6) }} as chance_of_none,
        {{ rounded(
            'exp(-counts.expected_count) + coalesce(sum(exp('
            ~ 'factorials.event_number * ln(counts.expected_count)'
            ~ ' - counts.expected_count - factorials.log_factorial)), 0)', 6
        ) }} as chance
    from counts
    left join factorials
        on
            counts.practice_id = factorials.practice_id
            and counts.edit_id = factorials.edit_id
            and counts.since_event_count >= factorials.event_number
    where counts.expected_count > 0
    group by counts.practice_id, counts.packet_week, counts.edit_id, counts.expected_count

)

select * from final
