-- Services sent before, of the client and day of a service that goes out, which the payer still
-- has by what was known then: neither turned away, denied nor taken back, and not those of a claim
-- that goes out again or is replaced now. One row per claim that goes out and earlier line.
with

asked as (

    select distinct
        lines.claim_key,
        lines.batch_id,
        lines.patient_token,
        lines.payer_id,
        lines.service_on,
        lines.judged_on,
        claims.transaction_digest
    from lines
    inner join claims using (claim_key)
    where lines.service_on is not null and lines.patient_token is not null

),

-- of a claim that was sent again only its last text counts
earlier as (

    select
        asked.claim_key,
        asked.batch_id,
        asked.judged_on,
        sent.submission_id,
        sent.claim_id,
        sent.claim_number,
        sent.payer_id,
        sent.line_number,
        sent.patient_token,
        sent.service_on,
        sent.procedure_code,
        sent.revenue_code,
        sent.modifiers,
        sent.units,
        sent.rendering_npi,
        sent.known_on
    from asked
    inner join history_lines as sent
        on
            asked.patient_token = sent.patient_token
            and asked.payer_id = sent.payer_id
            and asked.service_on = sent.service_on
            and asked.judged_on > sent.known_on
            and asked.transaction_digest is distinct from sent.transaction_digest
    where sent.frequency_code is distinct from '8'
    qualify dense_rank() over (
        partition by asked.claim_key, sent.claim_id
        order by sent.known_on desc, sent.submission_id desc
    ) = 1

),

-- a decision says more than a report of its day
events as (

    select claim_id, payer_id, known_on, status_on as said_on, 1 as rank, outcome
    from history_statuses
    union all
    select claim_id, payer_id, known_on, remit_on, 2, outcome
    from history_answers

),

claim_words as (

    select
        earlier.claim_key,
        earlier.claim_id,
        max_by(events.outcome, (events.known_on, events.said_on, events.rank)) as outcome
    from earlier
    inner join events
        on
            earlier.claim_id = events.claim_id
            and earlier.payer_id = events.payer_id
            and earlier.known_on <= events.known_on
            and earlier.judged_on > events.known_on
    group by all

),

line_words as (

    select
        earlier.claim_key,
        earlier.claim_id,
        earlier.line_number,
        max_by(answers.outcome, (answers.known_on, answers.remit_on, answers.adjudication_id))
            as outcome
    from earlier
    inner join history_answer_lines as answers
        on
            earlier.claim_id = answers.claim_id
            and earlier.payer_id = answers.payer_id
            and earlier.procedure_code = answers.procedure_code
            and earlier.service_on = answers.service_on
            and earlier.known_on <= answers.known_on
            and earlier.judged_on > answers.known_on
    group by all

),

-- what goes out under the claim's own number, or names the payer's, stands in its place
replaced as (

    select earlier.claim_key, earlier.claim_id
    from earlier
    inner join claims as anew
        on
            earlier.batch_id = anew.batch_id
            and earlier.patient_token = anew.patient_token
            and earlier.claim_number = anew.claim_number

    union

    select earlier.claim_key, earlier.claim_id
    from earlier
    inner join (
        select claim_id, payer_claim_number, known_on from history_statuses
        union all
        select claim_id, payer_claim_number, known_on from history_answers
    ) as told
        on earlier.claim_id = told.claim_id and earlier.judged_on > told.known_on
    inner join claims as anew
        on
            earlier.batch_id = anew.batch_id
            and earlier.patient_token = anew.patient_token
            and told.payer_claim_number = anew.original_reference

)

select
    earlier.claim_key,
    earlier.claim_number,
    earlier.line_number,
    earlier.patient_token,
    earlier.service_on,
    earlier.procedure_code,
    earlier.revenue_code,
    string_split(nullif(earlier.modifiers, ''), ':') as modifier_list,
    earlier.units,
    earlier.rendering_npi,
    bills.billing_npi,
    earlier.known_on
from earlier
left join history_claims as bills using (submission_id)
left join claim_words
    on earlier.claim_key = claim_words.claim_key and earlier.claim_id = claim_words.claim_id
left join line_words
    on
        earlier.claim_key = line_words.claim_key
        and earlier.claim_id = line_words.claim_id
        and earlier.line_number = line_words.line_number
anti join replaced
    on earlier.claim_key = replaced.claim_key and earlier.claim_id = replaced.claim_id
anti join history_voids as voids
    on earlier.claim_id = voids.claim_id and earlier.judged_on > voids.known_on
where
    coalesce(claim_words.outcome, '') not in ('rejected', 'not_found', 'denied', 'reversal')
    and coalesce(line_words.outcome, '') not in ('full_denial', 'bundled')
