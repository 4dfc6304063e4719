with

claims as (

    select
        *,
        {{ days_between('covers_until', 'last_day_on') }} as days_left
    from {{ ref('rlp_open_denial_week') }}

),

final as (

    -- open denials of any week; 0 = the day of the meeting
    select
        practice_id,
        packet_week,
        is_running,
        claim_id,
        payer_id,
        reason_id,
        owner_role,
        last_day_on,
        days_left,
        likely_whole_usd
    from claims
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where days_left >= 0 and days_left <= numbers.expiring_days

)

select * from final
