with

triplets as (

    select * from {{ ref('stg_remittance__adjustments') }}
    where claim_segment is not null

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

claim_ids as (

    select * from {{ ref('int_remittance_claim_ids') }}

),

services as (

    select * from {{ ref('int_remittance_services') }}

),

carc_codes as (

    select * from {{ ref('int_rules__carc_codes') }}

),

contracts as (

    select * from {{ ref('int_contract_reasons') }}

),

final as (

    select
        triplets.practice_id,
        claims.adjudication_id,
        claim_ids.claim_id,
        claims.claim_number,
        coalesce(services.line_number, 0) as line_number,
        triplets.file_id,
        triplets.segment_number,
        cast(triplets.triplet as int) as triplet,
        triplets.group_code,
        upper(trim(both from triplets.carc_code)) as carc_code,
        coalesce(triplets.adjusted_usd, 0) as adjusted_usd,
        case
            when contracts.carc_code is not null then contracts.adjustment_class
            when carc_codes.carc_code is null then 'unknown'
            -- only group PR puts a share on the patient; elsewhere the practice waived it
            when
                carc_codes.adjustment_class = 'patient_share'
                and coalesce(triplets.group_code, '') <> 'PR' then 'contractual'
            else carc_codes.adjustment_class
        end as adjustment_class,
        coalesce(contracts.rule_id, carc_codes.rule_id) as rule_id,
        claims.known_on
    from triplets
    inner join claims
        on
            triplets.practice_id = claims.practice_id
            and triplets.file_id = claims.file_id
            and triplets.claim_segment = claims.segment_number
    inner join claim_ids
        on
            claims.practice_id = claim_ids.practice_id
            and claims.adjudication_id = claim_ids.adjudication_id
    left join services
        on
            triplets.practice_id = services.practice_id
            and triplets.file_id = services.file_id
            and triplets.service_segment = services.service_segment
    left join carc_codes
        on
            triplets.practice_id = carc_codes.practice_id
            and upper(trim(both from triplets.carc_code)) = carc_codes.carc_code
    left join contracts
        on
            claims.practice_id = contracts.practice_id
            and claims.payer_id = contracts.payer_id
            and upper(trim(both from triplets.carc_code)) = contracts.carc_code

)

select * from final
