with

days as (

    select * from {{ ref('dim_work_days') }}

),

waiting as (

    -- sent again and not yet silent for so long that somebody asks; what another number or payer
    -- carries is counted there
    select
        claims.practice_id,
        claims.packet_week,
        claims.owner_role,
        count(distinct claims.claim_id) as claim_count
    from {{ ref('rlp_claim_owner_week') }} as claims
    left join {{ ref('claim_states') }} as rules on claims.waits_as = rules.state
    anti join {{ ref('rlp_untouched_claim_week') }} as untouched
        on
            claims.practice_id = untouched.practice_id
            and claims.packet_week = untouched.packet_week
            and claims.claim_id = untouched.claim_id
            and claims.payer_id = untouched.payer_id
    where claims.waits_as is not null and not coalesce(rules.is_carried, false)
    group by claims.practice_id, claims.packet_week, claims.owner_role

),

final as (

    -- every owner who has a name or work; nothing to do is said, not left out
    select
        days.practice_id,
        days.packet_week,
        days.covers_until,
        days.is_running,
        practices.name as practice_name,
        practices.is_invented,
        days.shred_on,
        owners.owner_role,
        owners.owner_order,
        owners.label as owner_label,
        owners.owner,
        cast(coalesce(waiting.claim_count, 0) as int) as waiting_count
    from days
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id)
    left join waiting using (practice_id, packet_week, owner_role)

)

select * from final
