with

practices as (

    select * from {{ ref('stg_settings__practices') }}

),

builds as (

    select
        practice_id,
        max(as_of_on) as as_of_on
    from {{ ref('stg_pipeline__runs') }}
    group by practice_id

),

arrivals as (

    -- a file without a transaction set starts no week
    select
        practice_id,
        min(known_on) as first_known_on
    from {{ ref('stg_x12__transactions') }}
    group by practice_id

),

bounds as (

    select
        practices.practice_id,
        practices.time_zone,
        -- in its first days a practice has the week before them: nothing came, and that is told
        least(
            {{ week_start('builds.as_of_on', 'practices.week_starts_on') }} - 7,
            {{ week_start('arrivals.first_known_on', 'practices.week_starts_on') }}
        ) as first_week,
        builds.as_of_on
    from practices
    inner join builds on practices.practice_id = builds.practice_id
    left join arrivals on practices.practice_id = arrivals.practice_id

),

weeks as (

    select
        bounds.practice_id,
        bounds.time_zone,
        bounds.first_week + cast(spine.week_number * 7 as int) as packet_week,
        bounds.first_week + cast(spine.week_number * 7 + 7 as int) as covers_until
    from bounds
    -- a hundred years; a week counts once its last day is over
    inner join range(5300) as spine (week_number)  -- noqa: RF02
        on bounds.first_week + cast(spine.week_number * 7 + 7 as int) <= bounds.as_of_on

),

final as (

    select
        practice_id,
        packet_week,
        covers_until,
        covers_until as issued_on,
        {{ instant_of('covers_until', 6, 'time_zone') }} as issued_at
    from weeks

)

select * from final
