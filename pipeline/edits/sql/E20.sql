-- Clinician not yet linked to the billing group: rendering and billing NPI that this payer never
-- paid together and that no enrollment covers. Told of the first claims only, once in some days.
with

pairs as (

    select
        judged.edit_id,
        judged.first_claims,
        judged.days_between,
        claims.claim_key,
        claims.batch_id,
        claims.file_id,
        claims.claim_segment,
        claims.payer_id,
        claims.billing_npi,
        lines.rendering_npi,
        claims.as_of_on,
        claims.judged_on,
        claims.transaction_digest,
        min(lines.line_number) as line_number,
        min_by(lines.segment_number, lines.line_number) as segment_number,
        min(lines.service_on) as service_on
    from judged
    inner join claims using (claim_key)
    inner join lines using (claim_key)
    where
        claims.frequency_code is distinct from '8'
        and claims.billing_npi <> lines.rendering_npi
    group by all

),

asked as (

    select distinct
        payer_id,
        billing_npi,
        rendering_npi,
        judged_on,
        transaction_digest
    from pairs

),

earlier as (

    select
        asked.*,
        submitted.submission_id,
        submitted.claim_id,
        submitted.known_on
    from asked
    inner join history_claims as submitted
        on
            asked.payer_id = submitted.payer_id
            and asked.billing_npi = submitted.billing_npi
            and asked.judged_on > submitted.known_on
            and asked.transaction_digest is distinct from submitted.transaction_digest
    where
        submitted.frequency_code is distinct from '8'
        and exists (
            select 1
            from history_lines as rendered
            where
                submitted.submission_id = rendered.submission_id
                and asked.rendering_npi = rendered.rendering_npi
        )

),

counted as (

    select
        payer_id,
        billing_npi,
        rendering_npi,
        judged_on,
        transaction_digest,
        count(distinct claim_id) as sent_count,
        max(known_on) as last_sent_on
    from earlier
    group by all

),

paid as (

    select distinct
        earlier.payer_id,
        earlier.billing_npi,
        earlier.rendering_npi,
        earlier.judged_on,
        earlier.transaction_digest
    from earlier
    inner join history_decided_texts as answers
        on earlier.submission_id = answers.submission_id
    where
        answers.outcome in ('paid', 'patient_share', 'partly_denied')
        and earlier.judged_on > answers.known_on
        and coalesce(answers.reversed_on >= earlier.judged_on, true)

),

enrolled as (

    select distinct pairs.edit_id, pairs.claim_key, pairs.rendering_npi
    from pairs
    inner join settings.enrollments as enrollments
        on
            pairs.rendering_npi = enrollments.entity_id
            and pairs.payer_id = enrollments.payer_id
    where
        enrollments.entity_kind = 'clinician'
        and pairs.service_on >= enrollments.from_on
        and coalesce(pairs.service_on <= enrollments.through_on, true)

)

select
    pairs.edit_id,
    pairs.claim_key,
    pairs.line_number,
    pairs.segment_number,
    'NM1*82 NM109' as field,
    'clinician ' || as_number(pairs.rendering_npi) || ' under ' || as_number(pairs.billing_npi)
    || ', which this payer has not paid together; claims sent before: '
    || coalesce(counted.sent_count, 0) as found,
    'a clinician whom this payer has linked to the billing entity' as wanted,
    'A payer returns claims of a clinician whom it does not know in this group.' as why,
    'warn' as at_most
from pairs
left join counted using (payer_id, billing_npi, rendering_npi, judged_on, transaction_digest)
anti join paid using (payer_id, billing_npi, rendering_npi, judged_on, transaction_digest)
anti join enrolled using (edit_id, claim_key, rendering_npi)
where
    coalesce(counted.sent_count, 0) < pairs.first_claims
    and coalesce(pairs.as_of_on - counted.last_sent_on >= pairs.days_between, true)
qualify row_number() over (
    partition by pairs.batch_id, pairs.payer_id, pairs.billing_npi, pairs.rendering_npi
    order by pairs.file_id, pairs.claim_segment
) = 1
