with

items as (

    select * from {{ ref('int_denial_items') }}

),

-- without a member number every lineage is its own client
ordered as (

    select
        practice_id,
        denial_id,
        category,
        coalesce(patient_token, lineage_id) as client,
        opened_on,
        lag(opened_on) over (
            partition by practice_id, coalesce(patient_token, lineage_id), category
            order by opened_on, denial_id
        ) as previous_on
    from items

),

started as (

    select
        ordered.*,
        case
            when ordered.previous_on is null then 1
            when
                {{ days_between('ordered.previous_on', 'ordered.opened_on') }}
                >= 7 * numbers.episode_weeks then 1
            else 0
        end as is_start
    from ordered
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

final as (

    select
        practice_id,
        denial_id,
        is_start = 1 as is_episode_start,
        cast(sum(is_start) over (
            partition by practice_id, client, category
            order by opened_on, denial_id
            rows between unbounded preceding and current row
        ) as int) as episode_number
    from started

)

select * from final
