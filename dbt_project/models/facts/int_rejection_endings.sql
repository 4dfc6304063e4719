with

-- what ends a rejection: the claim is sent again, accepted, or decided

remit_dates as (

    select
        practice_id,
        file_id,
        claim_segment,
        min(date_on) as service_from_on
    from {{ ref('stg_remittance__dates') }}
    where claim_segment is not null and qualifier in ('150', '232', '472')
    group by practice_id, file_id, claim_segment

),

endings as (

    select
        practice_id,
        claim_id,
        claim_number,
        service_from_on,
        known_on,
        'resubmitted' as closed_by,
        1 as closing_order
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        claim_number,
        service_from_on,
        known_on,
        'accepted' as closed_by,
        2 as closing_order
    from {{ ref('fct_status_events') }}
    where is_acceptance

    union all

    select
        claims.practice_id,
        {{ claim_id('claims.practice_id', 'claims.claim_number', 'remit_dates.service_from_on') }}
            as claim_id,
        claims.claim_number,
        remit_dates.service_from_on,
        claims.known_on,
        'adjudicated' as closed_by,
        3 as closing_order
    from {{ ref('stg_remittance__claims') }} as claims
    left join remit_dates
        on {{ same_claim('claims', 'remit_dates') }}
    where {{ links_by_number('claims.claim_number') }}

)

-- on one day, sending again comes before acceptance, and both before a decision
select * from endings
qualify row_number() over (
    partition by practice_id, claim_id, known_on order by closing_order
) = 1
