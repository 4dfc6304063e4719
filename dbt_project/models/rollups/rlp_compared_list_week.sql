with

files as (

    select
        practice_id,
        file_id,
        profile_id,
        known_on,
        count(*) as compared_count
    from {{ ref('fct_export_claims') }}
    group by practice_id, file_id, profile_id, known_on

),

-- the newest list of each kind that the week knew, while it still says anything
final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        files.file_id,
        files.known_on,
        files.compared_count
    from {{ ref('dim_work_days') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join files
        on
            weeks.practice_id = files.practice_id
            and weeks.covers_until > files.known_on
            and weeks.covers_until <= files.known_on + cast(numbers.list_speaks_days as int)
    qualify row_number() over (
        partition by weeks.practice_id, weeks.packet_week, files.profile_id
        order by files.known_on desc, files.file_id asc
    ) = 1

)

select * from final
