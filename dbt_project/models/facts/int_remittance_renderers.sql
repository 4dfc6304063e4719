with

providers as (

    select
        practice_id,
        file_id,
        claim_segment,
        service_segment,
        min_by(npi, segment_number) as npi
    from {{ ref('stg_remittance__providers') }}
    where claim_segment is not null and npi is not null
    group by practice_id, file_id, claim_segment, service_segment

),

payees as (

    -- the group's own number, where the payer names no clinician
    select
        practice_id,
        file_id,
        transaction_segment,
        min_by(identifier, segment_number) as npi
    from {{ ref('stg_remittance__payees') }}
    where id_qualifier = 'XX' and identifier is not null
    group by practice_id, file_id, transaction_segment

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

services as (

    select * from {{ ref('int_remittance_services') }}

),

denied as (

    select * from {{ ref('int_denial_events') }}

),

final as (

    select
        denied.practice_id,
        denied.adjudication_id,
        denied.line_number,
        coalesce(of_line.npi, of_claim.npi, payees.npi) as rendering_npi,
        claims.place_of_service
    from denied
    inner join claims using (practice_id, adjudication_id)
    left join services
        on
            claims.practice_id = services.practice_id
            and claims.file_id = services.file_id
            and claims.segment_number = services.claim_segment
            and denied.line_number = services.line_number
    left join providers as of_line
        on
            services.practice_id = of_line.practice_id
            and services.file_id = of_line.file_id
            and services.service_segment = of_line.service_segment
    left join providers as of_claim
        on
            claims.practice_id = of_claim.practice_id
            and claims.file_id = of_claim.file_id
            and claims.segment_number = of_claim.claim_segment
            and of_claim.service_segment is null
    left join payees
        on
            claims.practice_id = payees.practice_id
            and claims.file_id = payees.file_id
            and claims.transaction_segment = payees.transaction_segment

)

select * from final
