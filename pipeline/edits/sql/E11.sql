-- Duplicate against history: an original claim for a service whose claim the payer has. What was
-- turned away at the front end, taken back, or is to come as a new claim, may come again.
with

candidates as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.form,
        lines.procedure_code,
        lines.revenue_code,
        lines.service_on,
        lines.judged_on,
        earlier.claim_id,
        earlier.claim_number,
        earlier.payer_id,
        earlier.submitted_on,
        earlier.known_on as sent_on
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    inner join history_lines as earlier
        on
            lines.patient_token = earlier.patient_token
            and lines.payer_id = earlier.payer_id
            and lines.service_on = earlier.service_on
            and lines.payer_sequence = earlier.payer_sequence
            and lines.procedure_code is not distinct from earlier.procedure_code
            and lines.revenue_code is not distinct from earlier.revenue_code
            and lines.modifiers = earlier.modifiers
            and lines.rendering_npi is not distinct from earlier.rendering_npi
            and earlier.known_on < lines.judged_on
            and claims.transaction_digest is distinct from earlier.transaction_digest
    where
        lines.frequency_code = '1'
        and coalesce(lines.procedure_code, lines.revenue_code) is not null
        and (lines.has_own_date or lines.form = '837P')
        and earlier.frequency_code is distinct from '8'
        and earlier.known_on >= lines.judged_on - judged.lookback_days

),

-- a decision says more than a report of its day
events as (

    select claim_id, payer_id, known_on, status_on as said_on, 1 as rank, outcome, null as decision
    from history_statuses
    union all
    select claim_id, payer_id, known_on, remit_on, 2, outcome, adjudication_id
    from history_answers

),

last_words as (

    select
        candidates.edit_id,
        candidates.claim_key,
        candidates.line_number,
        candidates.claim_id,
        max_by(
            {'outcome': events.outcome, 'decision': events.decision},
            (events.known_on, events.said_on, events.rank, coalesce(events.decision, ''))
        ) as word
    from candidates
    inner join events
        on
            candidates.claim_id = events.claim_id
            and candidates.payer_id = events.payer_id
            and candidates.sent_on <= events.known_on
            and candidates.judged_on > events.known_on
    group by all

),

-- remarks that want a new claim instead of a replacement
anew as (

    select remarks.adjudication_id
    from history_remarks as remarks
    inner join rarc_codes using (rarc_code)
    where rarc_codes.appeal_effect = 'no_appeal_new_claim'

),

found as (

    select
        candidates.*,
        last_words.word.outcome as outcome
    from candidates
    inner join last_words using (edit_id, claim_key, line_number, claim_id)
    where
        last_words.word.outcome in (
            'accepted', 'pended', 'information_requested', 'denied', 'paid', 'patient_share',
            'partly_denied'
        )
        and not exists (
            select 1 from anew where last_words.word.decision = anew.adjudication_id
        )
        and not exists (
            select 1
            from history_voids as voids
            where
                candidates.claim_id = voids.claim_id
                and candidates.judged_on > voids.known_on
        )
    qualify row_number() over (
        partition by candidates.edit_id, candidates.claim_key, candidates.line_number
        order by candidates.sent_on desc, candidates.claim_number
    ) = 1

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'CLM05-3' as field,
    as_code(coalesce(procedure_code, revenue_code)) || ' on ' || service_on
    || ', sent on ' || coalesce(submitted_on, sent_on) || ' as claim ' || as_number(claim_number)
    || '; the payer''s last word: ' || replace(outcome, '_', ' ') as found,
    'a service that the payer does not have' as wanted,
    'A payer answers a second original claim for one service as a duplicate.' as why,
    'hold' as at_most
from found
