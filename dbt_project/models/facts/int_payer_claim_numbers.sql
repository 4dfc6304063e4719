with

claims as (

    select
        claims.*,
        claim_ids.claim_id
    from {{ ref('int_remittance_claims') }} as claims
    inner join {{ ref('int_remittance_claim_ids') }} as claim_ids
        using (practice_id, adjudication_id)

),

-- the payer's numbers, and the claims each was heard of
final as (

    select
        practice_id,
        payer_id,
        payer_claim_number,
        claim_id,
        service_from_on,
        is_number_linking,
        abs(charge_usd) as charge_usd,
        min(known_on) as known_on
    from claims
    where payer_claim_number is not null and payer_claim_number <> '0'
    group by
        practice_id,
        payer_id,
        payer_claim_number,
        claim_id,
        service_from_on,
        is_number_linking,
        abs(charge_usd)

)

select * from final
