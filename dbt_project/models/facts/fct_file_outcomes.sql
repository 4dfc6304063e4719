with

files as (

    select * from {{ ref('stg_files') }}

),

findings as (

    select
        practice_id,
        file_id,
        count(*) as finding_count,
        count(*) filter (where severity in ('warning', 'error')) as warning_count
    from {{ ref('stg_pipeline__findings') }}
    group by practice_id, file_id

),

quarantine as (

    select
        practice_id,
        file_id,
        count(*) as quarantined_count,
        sum(byte_count) as quarantined_byte_count
    from {{ ref('stg_pipeline__quarantine') }}
    group by practice_id, file_id

),

final as (

    select
        files.practice_id,
        files.file_id,
        files.feed,
        files.format,
        files.outcome,
        files.known_on,
        cast(coalesce(findings.finding_count, 0) as int) as finding_count,
        cast(coalesce(findings.warning_count, 0) as int) as warning_count,
        cast(coalesce(quarantine.quarantined_count, 0) as int) as quarantined_count,
        cast(coalesce(quarantine.quarantined_byte_count, 0) as bigint) as quarantined_byte_count
    from files
    left join findings using (practice_id, file_id)
    left join quarantine using (practice_id, file_id)

)

select * from final
