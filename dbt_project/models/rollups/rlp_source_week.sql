with

looks as (

    select
        weeks.practice_id,
        weeks.packet_week,
        looks.source,
        looks.problem_code,
        looks.known_on,
        looks.looked_at,
        max(looks.looked_at) filter (where looks.problem_code is null) over (
            partition by weeks.practice_id, weeks.packet_week, looks.source
        ) as well_at
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_source_looks') }} as looks
        on
            weeks.practice_id = looks.practice_id
            and weeks.packet_week <= looks.known_on
            and weeks.covers_until > looks.known_on

),

final as (

    select
        practice_id,
        packet_week,
        source,
        problem_code,
        cast(count(*) as int) as failed_look_count,
        max(known_on) as last_failed_on,
        coalesce(max(well_at) > max(looked_at), false) as is_mended
    from looks
    where problem_code is not null
    group by practice_id, packet_week, source, problem_code

)

select * from final
