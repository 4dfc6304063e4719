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
lists as (

    select
        weeks.practice_id,
        weeks.packet_week,
        files.file_id,
        files.known_on,
        files.compared_count
    from {{ ref('dim_packet_weeks') }} as weeks
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

),

-- a claim that two lists show is one difference, told by the newer
differences as (

    select
        lists.practice_id,
        lists.packet_week,
        found.difference,
        found.difference_usd
    from lists
    inner join {{ ref('fct_differences') }} as found
        on lists.practice_id = found.practice_id and lists.file_id = found.file_id
    qualify row_number() over (
        partition by lists.practice_id, lists.packet_week, found.difference, found.list_key
        order by found.known_on desc, found.file_id asc
    ) = 1

),

counted as (

    select
        practice_id,
        packet_week,
        difference,
        count(*) as claim_count,
        sum(difference_usd) as difference_usd
    from differences
    group by practice_id, packet_week, difference

),

compared as (

    select
        practice_id,
        packet_week,
        max(known_on) as listed_on,
        sum(compared_count) as compared_count
    from lists
    group by practice_id, packet_week

),

final as (

    select
        compared.practice_id,
        compared.packet_week,
        kinds.difference,
        compared.listed_on,
        cast(compared.compared_count as int) as compared_count,
        cast(coalesce(counted.claim_count, 0) as int) as claim_count,
        cast(coalesce(counted.difference_usd, 0) as decimal(18, 2)) as difference_usd
    from compared
    cross join {{ ref('difference_kinds') }} as kinds
    left join counted using (practice_id, packet_week, difference)

)

select * from final
