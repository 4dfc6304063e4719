with

practices as (

    select * from {{ ref('stg_settings__practices') }}

),

builds as (

    select
        practice_id,
        max(as_of_on) as as_of_on,
        max_by(rules_digest, started_at) filter (where rules_digest is not null) as rules_digest
    from {{ ref('stg_pipeline__runs') }}
    group by practice_id

),

starts as (

    select
        practice_id,
        min(packet_week) as first_week
    from {{ ref('dim_packet_weeks') }}
    group by practice_id

),

final as (

    select
        practices.practice_id,
        practices.name,
        practices.time_zone,
        cast(practices.week_starts_on as int) as week_starts_on,
        cast(practices.untouched_days as int) as untouched_days,
        cast(practices.hourly_rate_usd as decimal(18, 2)) as hourly_rate_usd,
        practices.invented as is_invented,
        starts.first_week,
        builds.as_of_on,
        builds.rules_digest
    from practices
    left join starts on practices.practice_id = starts.practice_id
    left join builds on practices.practice_id = builds.practice_id

)

select * from final
