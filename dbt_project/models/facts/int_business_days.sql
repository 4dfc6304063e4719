with

arrivals as (

    select
        practice_id,
        min(known_on) as first_known_on,
        max(known_on) as last_known_on
    from {{ ref('stg_files') }}
    group by practice_id

),

builds as (

    select
        practice_id,
        max(as_of_on) as as_of_on
    from {{ ref('stg_pipeline__runs') }}
    group by practice_id

),

bounds as (

    -- two months beyond what is known: room for every count of business days
    select
        arrivals.practice_id,
        arrivals.first_known_on,
        greatest(arrivals.last_known_on, builds.as_of_on) + 62 as last_on
    from arrivals
    left join builds
        on arrivals.practice_id = builds.practice_id

),

days as (

    select
        bounds.practice_id,
        bounds.first_known_on + cast(spine.day_number as int) as day_on
    from bounds
    inner join range(36600) as spine (day_number)  -- noqa: RF02
        on bounds.first_known_on + cast(spine.day_number as int) <= bounds.last_on

),

marked as (

    -- days since the Monday of the week: 5 and 6 are the weekend
    select
        days.practice_id,
        days.day_on,
        holidays.holiday_on is null
        and {{ days_between("cast(date_trunc('week', days.day_on) as date)", 'days.day_on') }} < 5
            as is_business_day
    from days
    left join {{ ref('stg_settings__holidays') }} as holidays
        on days.practice_id = holidays.practice_id and days.day_on = holidays.holiday_on

),

final as (

    select
        practice_id,
        day_on,
        is_business_day,
        cast(sum(case when is_business_day then 1 else 0 end) over (
            partition by practice_id order by day_on
        ) as int) as business_day_number
    from marked

)

select * from final
