with

-- the newest list of visits of each kind that the week knew, while it still says anything
lists as (

    select
        weeks.practice_id,
        weeks.packet_week,
        files.file_id,
        files.known_on
    from {{ ref('dim_work_days') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join {{ ref('int_visit_lists') }} as files
        on
            weeks.practice_id = files.practice_id
            and weeks.covers_until > files.known_on
            and weeks.covers_until <= files.known_on + cast(numbers.list_speaks_days as int)
    qualify row_number() over (
        partition by weeks.practice_id, weeks.packet_week, files.profile_id
        order by files.known_on desc, files.file_id asc
    ) = 1

),

final as (

    select
        lists.practice_id,
        lists.packet_week,
        max(lists.known_on) as listed_on,
        cast(count(visits.file_id) as int) as visit_count,
        cast(coalesce(sum(visits.billed_usd), 0) as decimal(18, 2)) as billed_usd,
        max(visits.days_since_service) as oldest_days
    from lists
    left join {{ ref('fct_unbilled_visits') }} as visits
        on lists.practice_id = visits.practice_id and lists.file_id = visits.file_id
    group by lists.practice_id, lists.packet_week

)

select * from final
