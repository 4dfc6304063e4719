-- Units left of an approval: what was sent under it and not turned down or taken back, and what
-- goes out now, day by day. Says what remains; what was sent before the first list is not known.
with

approvals as (

    select
        row_number() over (
            order by reference_token, from_on, through_on, procedure_codes, approved_units
        ) as approval_id,
        reference_token,
        member_token,
        payer_id,
        from_on,
        through_on,
        string_split(procedure_codes, ' ') as codes,
        approved_units,
        coalesce(unit_basis, 'unit') as unit_basis
    from authorizations
    where approved_units is not null

),

-- lines of the batch, each under the first row that fits it
outgoing as (

    select
        judged.edit_id,
        judged.warn_at_left,
        approvals.approval_id,
        lines.claim_key,
        lines.batch_id,
        lines.line_number,
        named.segment_number,
        lines.rendering_npi,
        lines.service_on,
        lines.judged_on,
        coalesce(lines.units, 1) as units
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    inner join line_approvals as named
        on lines.claim_key = named.claim_key and lines.line_number = named.line_number
    inner join approvals
        on
            named.reference_token = approvals.reference_token
            and claims.subscriber_token = approvals.member_token
            and lines.payer_id = approvals.payer_id
            and coalesce(lines.service_on >= approvals.from_on, true)
            and coalesce(lines.service_on <= approvals.through_on, true)
            and coalesce(
                list_has_any(approvals.codes, [lines.procedure_code, lines.revenue_code]), true
            )
    where lines.frequency_code is distinct from '8'
    qualify row_number() over (
        partition by judged.edit_id, lines.claim_key, lines.line_number
        order by approvals.approval_id
    ) = 1

),

batches as (

    select distinct edit_id, batch_id, approval_id, judged_on
    from outgoing

),

-- claims that this batch sends again, replaces or takes back, by our number or by the payer's
sent_again as (

    select claims.batch_id, earlier.claim_id
    from claims
    inner join history_claims as earlier
        on
            claims.claim_number = earlier.claim_number
            and claims.patient_token = earlier.patient_token
            and claims.judged_on > earlier.known_on

    union all

    select claims.batch_id, answers.claim_id
    from claims
    inner join history_answers as answers
        on
            claims.original_reference = answers.payer_claim_number
            and claims.payer_id = answers.payer_id
            and claims.judged_on > answers.known_on
    where claims.frequency_code in ('7', '8')

),

-- what was sent under the approval, each claim as it was sent last
submitted as (

    select
        batches.edit_id,
        batches.batch_id,
        batches.approval_id,
        batches.judged_on,
        earlier.*
    from batches
    inner join approvals using (approval_id)
    inner join history_authorizations as named
        on approvals.reference_token = named.reference_token
    inner join history_lines as earlier
        on
            named.submission_id = earlier.submission_id
            and named.line_number = earlier.line_number
            and approvals.payer_id = earlier.payer_id
            and coalesce(earlier.service_on >= approvals.from_on, true)
            and coalesce(earlier.service_on <= approvals.through_on, true)
            and coalesce(
                list_has_any(approvals.codes, [earlier.procedure_code, earlier.revenue_code]), true
            )
    where
        batches.judged_on > earlier.known_on
        and earlier.frequency_code is distinct from '8'
        and not exists (
            select 1 from sent_again
            where
                batches.batch_id = sent_again.batch_id
                and earlier.claim_id = sent_again.claim_id
        )
        and not exists (
            select 1 from history_claims as later
            where
                earlier.claim_id = later.claim_id
                and later.frequency_code is distinct from '8'
                and batches.judged_on > later.known_on
                and (later.known_on, later.submission_id)
                    > (earlier.known_on, earlier.submission_id)
        )
        and not exists (
            select 1 from history_replacements as replaced
            where
                earlier.claim_id = replaced.claim_id
                and earlier.payer_id = replaced.payer_id
                and batches.judged_on > replaced.known_on
                and coalesce(batches.judged_on <= replaced.returned_on, true)
        )

),

used as (

    select submitted.*
    from submitted
    left join history_words as words
        on
            submitted.claim_id = words.claim_id
            and submitted.payer_id = words.payer_id
            and submitted.known_on <= words.known_on
            and submitted.judged_on > words.known_on
            and submitted.judged_on <= coalesce(words.until_on, date '9999-12-31')
    where
        coalesce(words.outcome not in ('denied', 'rejected', 'void'), true)
        and not exists (
            select 1 from history_answer_lines as denied
            where
                words.adjudication_id = denied.adjudication_id
                and denied.outcome = 'full_denial'
                and submitted.service_on = denied.service_on
                and submitted.procedure_code is not distinct from denied.procedure_code
                and submitted.judged_on > denied.known_on
        )

),

items as (

    select
        edit_id, batch_id, approval_id, 0 as place, submission_id as source_key, line_number,
        service_on, rendering_npi, coalesce(units, 1) as units
    from used
    union all
    select
        edit_id, batch_id, approval_id, 1, claim_key, line_number, service_on, rendering_npi, units
    from outgoing

),

-- a visit is a day with one clinician, whatever its lines
amounts as (

    select
        items.*,
        approvals.unit_basis,
        approvals.approved_units,
        case
            when approvals.unit_basis = 'unit' then items.units
            when row_number() over (
                partition by
                    items.edit_id, items.batch_id, items.approval_id, items.service_on,
                    case approvals.unit_basis when 'visit' then items.rendering_npi end
                order by items.place, items.source_key, items.line_number
            ) = 1 then 1
            else 0
        end as amount
    from items
    inner join approvals using (approval_id)

),

running as (

    select
        *,
        approved_units - sum(amount) over (
            partition by edit_id, batch_id, approval_id
            order by place, service_on, source_key, line_number
            rows unbounded preceding
        ) as left_after
    from amounts

)

select
    outgoing.edit_id,
    outgoing.claim_key,
    outgoing.line_number,
    outgoing.segment_number,
    'REF*G1' as field,
    'of ' || as_quantity(running.approved_units) || ' approved (by the ' || running.unit_basis
    || ') ' || as_quantity(greatest(running.left_after + running.amount, 0))
    || ' were left for ' || as_quantity(running.amount) || ' on ' || running.service_on
    || '; sessions that remain after it: '
    || as_quantity(floor(greatest(running.left_after, 0) / running.amount)) as found,
    case
        when running.left_after < 0 then 'an approval with units left for this service'
        else 'a further approval before these sessions are used up'
    end as wanted,
    'A payer denies services beyond what it approved.' as why,
    case when running.left_after < 0 then 'hold' else 'warn' end as at_most
from running
inner join outgoing
    on
        running.edit_id = outgoing.edit_id
        and running.source_key = outgoing.claim_key
        and running.line_number = outgoing.line_number
where
    running.place = 1
    and running.amount > 0
    and floor(greatest(running.left_after, 0) / running.amount) <= outgoing.warn_at_left
