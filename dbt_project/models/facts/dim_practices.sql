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

final as (

    select
        practice_id,
        name,
        time_zone,
        cast(week_starts_on as int) as week_starts_on,
        cast(untouched_days as int) as untouched_days,
        cast(hourly_rate_usd as decimal(12, 2)) as hourly_rate_usd,
        invented as is_invented,
        as_of_on,
        rules_digest
    from practices
    left join builds using (practice_id)

)

select * from final
