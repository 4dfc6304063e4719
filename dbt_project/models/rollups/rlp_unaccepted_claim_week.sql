with

claims as (

    select * from {{ ref('rlp_open_claim_week') }}
    where state = 'submitted'

),

days as (

    select * from {{ ref('int_business_days') }}

),

-- only of a payer that acknowledges claims is silence news
acceptances as (

    select
        practice_id,
        payer_id,
        min(known_on) as first_known_on
    from {{ ref('fct_status_events') }}
    where source = '277CA' and outcome = 'accepted'
    group by practice_id, payer_id

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.claim_id,
        claims.payer_id,
        claims.payer_sequence,
        claims.from_on
    from claims
    inner join {{ ref('int_rule_numbers') }} as numbers
        on claims.practice_id = numbers.practice_id
    inner join acceptances
        on
            claims.practice_id = acceptances.practice_id
            and claims.payer_id = acceptances.payer_id
            and claims.covers_until > acceptances.first_known_on
    inner join days as sending
        on claims.practice_id = sending.practice_id and claims.from_on = sending.day_on
    inner join days as ending
        on claims.practice_id = ending.practice_id and claims.covers_until - 1 = ending.day_on
    where
        ending.business_day_number - sending.business_day_number
        >= numbers.no_acceptance_business_days

)

select * from final
