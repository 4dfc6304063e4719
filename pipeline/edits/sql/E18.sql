-- Rendering clinician without an enrollment at the payer on the day of service. A payer of which
-- the roster has no clinician is not judged; nor is a group that bills and names no clinician.
with

rostered as (

    select entity_id as npi, payer_id, from_on, through_on
    from settings.enrollments
    where entity_kind = 'clinician'

),

services as (

    select
        judged.edit_id,
        judged.lookback_days,
        lines.claim_key,
        lines.line_number,
        lines.line_segment,
        lines.rendering_npi as npi,
        lines.payer_id,
        lines.service_on,
        lines.service_to_on,
        lines.judged_on,
        claims.billing_segment_number,
        claims.transaction_digest
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    semi join rostered on lines.payer_id = rostered.payer_id
    left join settings.clinicians as own on lines.rendering_npi = own.npi
    where
        lines.frequency_code is distinct from '8'
        and lines.service_on is not null
        and lines.rendering_npi is not null
        and (
            own.npi is not null
            or lines.rendering_npi is distinct from claims.billing_npi
            or claims.billing_entity_type = '1'
        )

),

-- the days around the service that the roster leaves open, and whether it covers the service
gaps as (

    select
        services.edit_id,
        services.claim_key,
        services.line_number,
        count(rostered.npi) as row_count,
        max(rostered.through_on) filter (where rostered.through_on < services.service_to_on)
            as ended_on,
        min(rostered.from_on) filter (where rostered.from_on > services.service_on) as begins_on,
        coalesce(bool_or(
            rostered.from_on <= services.service_on
            and coalesce(rostered.through_on >= services.service_on, true)
        ), false)
        and coalesce(bool_or(
            rostered.from_on <= services.service_to_on
            and coalesce(rostered.through_on >= services.service_to_on, true)
        ), false) as is_enrolled
    from services
    left join rostered using (npi, payer_id)
    group by all

),

-- a payment for a day of the same gap, under this clinician, shows that the roster is behind
paid as (

    select distinct services.edit_id, services.claim_key, services.line_number
    from services
    inner join gaps using (edit_id, claim_key, line_number)
    inner join history_lines as earlier
        on
            services.npi = earlier.rendering_npi
            and services.payer_id = earlier.payer_id
            and services.judged_on > earlier.known_on
            and services.transaction_digest is distinct from earlier.transaction_digest
    inner join history_decided_texts as answers
        on earlier.submission_id = answers.submission_id
    where
        not gaps.is_enrolled
        and earlier.service_on > coalesce(gaps.ended_on, date '0001-01-01')
        and earlier.service_on < coalesce(gaps.begins_on, date '9999-12-31')
        and earlier.service_on >= services.service_on - services.lookback_days
        and answers.outcome in ('paid', 'patient_share')
        and services.judged_on > answers.known_on
        and coalesce(answers.reversed_on >= services.judged_on, true)

),

-- the clinician of the line, else of the claim, else who bills
places as (

    select
        services.edit_id,
        services.claim_key,
        services.line_number,
        max_by(
            {'segment': named.segment_number, 'own': named.line_segment is not null},
            (named.line_segment is not null, -named.segment_number)
        ) as place
    from services
    inner join claim_providers as named
        on
            services.claim_key = named.claim_key
            and services.npi = named.npi
            and coalesce(services.line_segment = named.line_segment, true)
    where named.role_code = '82' and named.other_segment is null
    group by all

),

found as (

    select
        services.edit_id,
        services.claim_key,
        case when places.place.own then services.line_number end as line_number,
        case when places.place is null then 'NM1*85' else 'NM1*82' end || ' NM109' as field,
        coalesce(places.place.segment, services.billing_segment_number) as segment_number,
        services.npi,
        services.service_on,
        gaps.row_count,
        gaps.ended_on,
        gaps.begins_on,
        paid.claim_key is not null as is_stale
    from services
    inner join gaps using (edit_id, claim_key, line_number)
    left join places using (edit_id, claim_key, line_number)
    left join paid using (edit_id, claim_key, line_number)
    where not gaps.is_enrolled
    -- a clinician of several lines is told once, by the first day without a payment
    qualify row_number() over (
        partition by
            services.edit_id, services.claim_key, services.npi,
            case when places.place.own then services.line_number end
        order by paid.claim_key is not null, services.service_on, services.line_number
    ) = 1

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    'clinician ' || as_number(npi) || ' on ' || service_on
    || case
        when row_count = 0 then ', without an enrollment at this payer'
        when begins_on is not null then ', before the enrollment of ' || begins_on
        else ', after the enrollment that ended on ' || ended_on
    end as found,
    'a clinician whose enrollment at this payer holds on the day of service' as wanted,
    'A payer denies services of a clinician whom it has not enrolled on that day.'
    || case when is_stale then ' It paid such a day: the roster may be behind.' else '' end as why,
    case when is_stale then 'warn' else 'hold' end as at_most
from found
