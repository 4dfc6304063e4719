with

plans as (

    select
        practice_id,
        item_id,
        item_kind,
        payer_id,
        waits_as,
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
        payer_id,
        waits_as,
        wait_until_on,
        owner_rule_id as rule_id,
        opened_on as from_on,
        closed_on as to_on
    from {{ ref('int_follow_ups') }}

),

-- nothing is put off for longer than its payer's untouched days: then somebody looks again
held as (

    select
        plans.*,
        least(plans.wait_until_on, plans.from_on + cast(coalesce(
            payers.untouched_days, practices.untouched_days
        ) as int)) as held_until_on
    from plans
    inner join {{ ref('dim_practices') }} as practices
        on plans.practice_id = practices.practice_id
    left join {{ ref('dim_payers') }} as payers
        on plans.practice_id = payers.practice_id and plans.payer_id = payers.payer_id

),

final as (

    select
        practice_id,
        item_id,
        item_kind,
        coalesce(waits_as, 'planned') as waits_as,
        held_until_on as wait_until_on,
        rule_id,
        from_on,
        to_on,
        from_on as known_on
    from held
    where wait_until_on is not null and held_until_on > from_on

)

select * from final
