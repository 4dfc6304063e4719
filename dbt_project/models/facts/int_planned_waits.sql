with

plans as (

    select
        practice_id,
        item_id,
        item_kind,
        waits_as,
        is_last_day_met,
        wait_until_on,
        rule_id,
        from_on,
        least(to_on, lead(from_on) over (
            partition by practice_id, item_id order by from_on
        )) as to_on
    from {{ ref('int_item_answers') }}

    union all

    select
        practice_id,
        item_id,
        'follow_up' as item_kind,
        waits_as,
        false as is_last_day_met,
        wait_until_on,
        owner_rule_id as rule_id,
        opened_on as from_on,
        closed_on as to_on
    from {{ ref('int_follow_ups') }}

),

final as (

    select
        practice_id,
        item_id,
        item_kind,
        coalesce(waits_as, 'planned') as waits_as,
        is_last_day_met,
        wait_until_on,
        rule_id,
        from_on,
        to_on,
        from_on as known_on
    from plans
    where wait_until_on > from_on

)

select * from final
