-- Approval wanted and none named: the payer's row wants one for this service, at once or after
-- some visits of a calendar year, and REF*G1 stands neither at the line nor at its claim.
with

rules as (

    select
        payer_id,
        from_on,
        through_on,
        string_split(applies_to, ' ') as codes,
        -- of the words yes, no and after 8 visits; nothing where none is ever wanted
        case
            when value is distinct from 'no'
                then coalesce(try_cast(regexp_extract(value, '[0-9]+') as int), 0)
        end as free_visits
    from payer_rules
    where rule_kind = 'authorization_required'

),

asked as (

    select
        judged.edit_id,
        judged.paid_without,
        lines.claim_key,
        lines.batch_id,
        lines.line_number,
        lines.segment_number,
        lines.payer_id,
        lines.patient_token,
        lines.procedure_code,
        lines.revenue_code,
        lines.service_on,
        lines.judged_on,
        claims.transaction_digest,
        rules.codes,
        rules.free_visits
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    inner join rules
        on
            lines.payer_id = rules.payer_id
            and coalesce(lines.service_on >= rules.from_on, true)
            and coalesce(lines.service_on <= rules.through_on, true)
            and coalesce(
                list_has_any(rules.codes, [lines.procedure_code, lines.revenue_code]), true
            )
    anti join line_approvals as named
        on lines.claim_key = named.claim_key and lines.line_number = named.line_number
    where lines.frequency_code is distinct from '8'
    -- a row that names the code stands before one for all; of such the one that wants it soonest
    qualify row_number() over (
        partition by judged.edit_id, lines.claim_key, lines.line_number
        order by rules.codes is not null desc, rules.free_visits asc nulls last
    ) = 1

),

-- days of such services in the year, up to this one: sent before and not turned down, or going out
visits as (

    select asked.edit_id, asked.claim_key, asked.line_number, others.service_on
    from asked
    inner join lines as others using (batch_id, patient_token, payer_id)
    where
        asked.free_visits > 0
        and others.service_on <= asked.service_on
        and year(others.service_on) = year(asked.service_on)
        and others.frequency_code is distinct from '8'
        and coalesce(
            list_has_any(asked.codes, [others.procedure_code, others.revenue_code]), true
        )

    union all

    select asked.edit_id, asked.claim_key, asked.line_number, earlier.service_on
    from asked
    inner join history_lines as earlier using (patient_token, payer_id)
    anti join history_words as words
        on
            earlier.claim_id = words.claim_id
            and earlier.payer_id = words.payer_id
            and earlier.known_on <= words.known_on
            and asked.judged_on > words.known_on
            and asked.judged_on <= coalesce(words.until_on, date '9999-12-31')
            and words.outcome in ('denied', 'rejected', 'void')
    where
        asked.free_visits > 0
        and earlier.service_on <= asked.service_on
        and year(earlier.service_on) = year(asked.service_on)
        and earlier.frequency_code is distinct from '8'
        and earlier.known_on < asked.judged_on
        and asked.transaction_digest is distinct from earlier.transaction_digest
        and coalesce(
            list_has_any(asked.codes, [earlier.procedure_code, earlier.revenue_code]), true
        )

),

counted as (

    select edit_id, claim_key, line_number, count(distinct service_on) as visit_count
    from visits
    group by all

),

services as (

    select distinct
        payer_id,
        procedure_code,
        revenue_code,
        judged_on,
        transaction_digest,
        free_visits
    from asked
    where free_visits = 0

),

-- claims with the same service that this payer paid without a number; of a row with free visits
-- nobody can tell whether they were paid for being free
paid as (

    select
        services.*,
        count(distinct earlier.claim_id) as paid_count
    from services
    inner join history_lines as earlier
        on
            services.payer_id = earlier.payer_id
            and services.procedure_code is not distinct from earlier.procedure_code
            and services.revenue_code is not distinct from earlier.revenue_code
            and services.judged_on > earlier.known_on
            and services.transaction_digest is distinct from earlier.transaction_digest
    inner join history_decided_texts as answers
        on earlier.submission_id = answers.submission_id
    anti join history_authorizations as named
        on
            earlier.submission_id = named.submission_id
            and earlier.line_number = named.line_number
    where
        answers.outcome in ('paid', 'patient_share')
        and services.judged_on > answers.known_on
        and coalesce(answers.reversed_on >= services.judged_on, true)
    group by all

)

select
    asked.edit_id,
    asked.claim_key,
    asked.line_number,
    asked.segment_number,
    'REF*G1' as field,
    case
        when asked.free_visits = 0
            then as_code(coalesce(asked.procedure_code, asked.revenue_code)) || ' without an '
            || 'approval'
        else 'visit ' || counted.visit_count || ' of the year without an approval; the payer''s '
            || 'row wants one after ' || asked.free_visits
    end
    || case
        when paid.paid_count > 0 then '; paid without one before: ' || paid.paid_count || ' claims'
        else ''
    end as found,
    'the number of the payer''s approval in REF*G1' as wanted,
    'A payer denies a service that it wants to approve and has not.' as why,
    case when paid.paid_count >= asked.paid_without then 'warn' else 'hold' end as at_most
from asked
left join counted using (edit_id, claim_key, line_number)
left join paid
    on
        asked.free_visits = paid.free_visits
        and asked.payer_id = paid.payer_id
        and asked.procedure_code is not distinct from paid.procedure_code
        and asked.revenue_code is not distinct from paid.revenue_code
        and asked.judged_on = paid.judged_on
        and asked.transaction_digest is not distinct from paid.transaction_digest
where coalesce(counted.visit_count, 1) > asked.free_visits
