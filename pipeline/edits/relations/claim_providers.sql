-- Providers of a claim (NM1), by role: 85 bills, 82 renders, 77 place, 71 attends, DN and DK
-- refer and order, DQ supervises. A number that is no NPI is empty.
with

named as (

    select
        levels.claim_key,
        billing.segment_number,
        cast(null as int) as line_segment,
        cast(null as int) as other_segment,
        '85' as role_code,
        billing.entity_type_code,
        billing.id_qualifier,
        billing.npi
    from sent.submitted_billing as billing
    inner join claim_levels as levels
        on
            billing.file_id = levels.file_id
            and billing.hierarchy_segment = levels.billing_segment
    where billing.claim_segment is null

    union all

    select
        claims.claim_key,
        providers.segment_number,
        providers.line_segment,
        providers.other_segment,
        case providers.entity_code when 'FA' then '77' else providers.entity_code end as role_code,
        providers.entity_type_code,
        providers.id_qualifier,
        providers.npi
    from sent.submitted_providers as providers
    inner join claims
        on
            providers.file_id = claims.file_id
            and providers.claim_segment = claims.claim_segment

)

select
    claim_key,
    line_segment,
    other_segment,
    segment_number,
    role_code,
    entity_type_code,
    id_qualifier,
    npi
from named
