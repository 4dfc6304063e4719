with

submitted as (

    select
        practice_id,
        claim_number,
        claim_id,
        service_from_on,
        service_to_on,
        min(known_on) as known_on
    from {{ ref('fct_submissions') }}
    group by practice_id, claim_number, claim_id, service_from_on, service_to_on

),

-- claims we never had a copy of, as remittances date them
remitted as (

    select
        practice_id,
        claim_number,
        {{ claim_id('practice_id', 'claim_number', 'service_from_on') }} as claim_id,
        service_from_on,
        service_to_on,
        min(known_on) as known_on
    from {{ ref('int_remittance_claims') }}
    where is_number_linking and service_from_on is not null
    group by practice_id, claim_number, service_from_on, service_to_on

),

final as (

    select
        *,
        true as is_submitted
    from submitted

    union all

    select
        *,
        false as is_submitted
    from remitted

)

select * from final
