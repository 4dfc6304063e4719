with

claims as (

    select
        *,
        {{ days_between(acts_on(), 'last_day_on') }} as days_left
    from {{ ref('rlp_open_denial_week') }}

),

final as (

    -- open denials of any week; 0 = the day of the meeting
    select
        claims.practice_id,
        claims.packet_week,
        claims.is_running,
        claims.claim_id,
        claims.payer_id,
        claims.reason_id,
        claims.owner_role,
        claims.last_day_on,
        claims.days_left,
        claims.likely_whole_usd
    from claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where claims.days_left >= 0 and claims.days_left <= numbers.expiring_days

)

select * from final
