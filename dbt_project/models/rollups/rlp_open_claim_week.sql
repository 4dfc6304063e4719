with

work_days as (

    select * from {{ ref('dim_work_days') }}

),

states as (

    select
        work_days.practice_id,
        work_days.packet_week,
        work_days.covers_until,
        work_days.is_running,
        claims.claim_id,
        claims.claim_number,
        claims.payer_id,
        claims.payer_sequence,
        claims.state,
        claims.from_on,
        claims.service_on,
        claims.open_usd
    from work_days
    inner join {{ ref('fct_claim_states') }} as claims
        on
            work_days.practice_id = claims.practice_id
            and work_days.covers_until > claims.from_on
            and coalesce(claims.to_on, work_days.covers_until) >= work_days.covers_until
    where claims.open_usd > 0

),

actions as (

    select
        states.practice_id,
        states.packet_week,
        states.claim_id,
        max(actions.acted_on) as last_action_on
    from states
    inner join {{ ref('int_claim_actions') }} as actions
        on
            states.practice_id = actions.practice_id
            and states.claim_id = actions.claim_id
            and states.covers_until > actions.known_on
    group by states.practice_id, states.packet_week, states.claim_id

),

{% set untouched = days_between(
    'coalesce(actions.last_action_on, states.from_on)', 'states.covers_until'
) %}
{% set threshold_days = 'coalesce(payers.untouched_days, practices.untouched_days)' %}
final as (

    select
        states.*,
        {{ days_between('states.service_on', 'states.covers_until') }} as age_days,
        coalesce(actions.last_action_on, states.from_on) as last_action_on,
        {{ untouched }} as untouched_days,
        {{ threshold_days }} as threshold_days,
        coalesce(owners.has_work_item, batches.has_work_item, false) as has_work_item,
        -- a claim that the payer has simply not answered is chased by whoever argues with payers
        coalesce(owners.owner_role, batches.owner_role, {{ unanswered_owner() }}) as owner_role,
        -- the untouched ones add up by themselves: the packet prints their total
        {{ apportioned(
            'states.open_usd',
            'states.practice_id, states.packet_week, ' ~ untouched ~ ' >= ' ~ threshold_days,
            'states.claim_id, states.payer_id, states.payer_sequence'
        ) }} as open_whole_usd
    from states
    left join actions using (practice_id, packet_week, claim_id)
    left join {{ ref('rlp_claim_owner_week') }} as owners
        using (practice_id, packet_week, claim_id, payer_id)
    left join {{ ref('rlp_claim_owner_week') }} as batches
        on
            states.practice_id = batches.practice_id and states.packet_week = batches.packet_week
            and states.claim_id = batches.claim_id and batches.payer_id = ''
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join {{ ref('dim_practices') }} as practices using (practice_id)

)

select * from final
