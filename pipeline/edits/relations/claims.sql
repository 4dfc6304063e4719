-- Claims (CLM), with what their levels and set say of them. Of what is named twice the first
-- counts.
with

billing as (

    select
        file_id,
        hierarchy_segment as billing_segment,
        min_by(npi, segment_number) filter (where npi is not null) as npi,
        min_by(entity_type_code, segment_number) as entity_type_code,
        min(segment_number) as segment_number
    from sent.submitted_billing
    where claim_segment is null
    group by all

),

subscribers as (

    select
        file_id,
        hierarchy_segment as subscriber_segment,
        min_by(responsibility_code, segment_number)
            filter (where responsibility_code is not null) as responsibility_code,
        min_by(filing_code, segment_number) as filing_code
    from sent.submitted_subscribers
    where claim_segment is null
    group by all

),

payers as (

    select
        file_id,
        hierarchy_segment as subscriber_segment,
        min_by(payer_id, segment_number) as payer_id
    from sent_payers
    where claim_segment is null and other_segment is null
    group by all

),

members as (

    select
        file_id,
        hierarchy_segment,
        min_by(member_token, segment_number) as member_token,
        min_by(member_mask, segment_number) as member_mask
    from sent.submitted_members
    where claim_segment is null and member_token is not null
    group by all

),

renderers as (

    select
        file_id,
        claim_segment,
        min_by(npi, segment_number) as npi
    from sent.submitted_providers
    where line_segment is null and other_segment is null and entity_code = '82' and npi is not null
    group by all

),

places as (

    select
        file_id,
        claim_segment,
        min_by(npi, segment_number) as npi
    from sent.submitted_providers
    where
        line_segment is null
        and other_segment is null
        and entity_code in ('77', 'FA')
        and npi is not null
    group by all

),

configured as (

    select npi, min(location_id) as location_id
    from settings.locations
    where npi is not null
    group by all

),

originals as (

    select
        file_id,
        claim_segment,
        min_by(identifier, segment_number) as identifier
    from sent.submitted_references
    where
        line_segment is null
        and other_segment is null
        and qualifier = 'F8'
        and identifier is not null
    group by all

),

-- line dates decide; the statement date of an institutional claim stands in for them
dates as (

    select
        file_id,
        claim_segment,
        coalesce(
            min(from_on) filter (where line_segment is not null), min(from_on)
        ) as service_from_on,
        coalesce(
            max(coalesce(to_on, from_on)) filter (where line_segment is not null),
            max(coalesce(to_on, from_on))
        ) as service_to_on
    from sent.submitted_dates
    where claim_segment is not null
    group by all

),

headers as (

    select
        file_id,
        transaction_segment,
        min_by(created_on, segment_number) as created_on
    from sent.submitted_headers
    where created_on is not null
    group by all

),

services as (

    select file_id, claim_segment, '837P' as form from sent.submitted_services
    union all
    select file_id, claim_segment, '837I' as form from sent.submitted_institutional_services
    union all
    select file_id, claim_segment, '837D' as form from sent.submitted_dental_services

),

counted as (

    select
        file_id,
        claim_segment,
        cast(count(*) as int) as line_count,
        min(form) as form
    from services
    group by all

)

select
    levels.claim_key,
    coalesce(judging.batch_id, claims.file_id) as batch_id,
    claims.file_id,
    claims.segment_number as claim_segment,
    claims.transaction_segment,
    transactions.transaction_digest,
    claims.segment_number - claims.transaction_segment as claim_position,
    transactions.version,
    case
        when transactions.version like '%X222%' or transactions.version like '%X098%' then '837P'
        when transactions.version like '%X223%' or transactions.version like '%X096%' then '837I'
        when transactions.version like '%X224%' or transactions.version like '%X097%' then '837D'
        else coalesce(counted.form, '837P')
    end as form,
    claims.claim_number,
    claims.charge_usd,
    claims.place_of_service,
    claims.facility_qualifier,
    claims.frequency_code,
    originals.identifier as original_reference,
    payers.payer_id,
    case subscribers.responsibility_code
        when 'P' then 'primary'
        when 'S' then 'secondary'
        when 'T' then 'tertiary'
        else 'unknown'
    end as payer_sequence,
    subscribers.filing_code,
    coalesce(patients.member_token, members.member_token) as member_token,
    -- the number on the card, by which a list names a client: a dependent has none of its own
    coalesce(members.member_token, patients.member_token) as subscriber_token,
    patient_token(
        judging.practice_id, payers.payer_id, coalesce(patients.member_token, members.member_token)
    ) as patient_token,
    members.member_mask,
    billing.npi as billing_npi,
    billing.entity_type_code as billing_entity_type,
    billing.segment_number as billing_segment_number,
    renderers.npi as claim_rendering_npi,
    coalesce(renderers.npi, billing.npi) as rendering_npi,
    case
        when places.npi is not null
            then coalesce(locations.location_id, 'unknown-' || left(sha256(places.npi), 8))
    end as location_id,
    dates.service_from_on,
    dates.service_to_on,
    coalesce(counted.line_count, 0) as line_count,
    transactions.interchange_on,
    coalesce(headers.created_on, transactions.group_on) as submitted_on,
    coalesce(judging.as_of_on, claims.known_on) as as_of_on,
    coalesce(judging.judged_on, claims.known_on) as judged_on
from sent.submitted_claims as claims
cross join judging
inner join claim_levels as levels
    on claims.file_id = levels.file_id and claims.segment_number = levels.claim_segment
inner join sent.transactions as transactions
    on
        claims.file_id = transactions.file_id
        and claims.transaction_segment = transactions.segment_number
left join billing
    on levels.file_id = billing.file_id and levels.billing_segment = billing.billing_segment
left join subscribers
    on
        levels.file_id = subscribers.file_id
        and levels.subscriber_segment = subscribers.subscriber_segment
left join payers
    on levels.file_id = payers.file_id and levels.subscriber_segment = payers.subscriber_segment
left join members
    on levels.file_id = members.file_id and levels.subscriber_segment = members.hierarchy_segment
left join members as patients
    on levels.file_id = patients.file_id and levels.hierarchy_segment = patients.hierarchy_segment
left join renderers
    on levels.file_id = renderers.file_id and levels.claim_segment = renderers.claim_segment
left join places
    on levels.file_id = places.file_id and levels.claim_segment = places.claim_segment
left join configured as locations on places.npi = locations.npi
left join originals
    on levels.file_id = originals.file_id and levels.claim_segment = originals.claim_segment
left join dates
    on levels.file_id = dates.file_id and levels.claim_segment = dates.claim_segment
left join headers
    on
        levels.file_id = headers.file_id
        and levels.transaction_segment = headers.transaction_segment
left join counted
    on levels.file_id = counted.file_id and levels.claim_segment = counted.claim_segment
