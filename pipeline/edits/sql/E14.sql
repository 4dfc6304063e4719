-- Replace or start anew: the frequency against the remark in the payer's last word on the claim.
-- A claim that somebody sent after that word has followed it, or not, already; a void may stand.
with

asked as (

    select
        judged.edit_id,
        claims.claim_key,
        claims.claim_segment,
        claims.claim_number,
        claims.frequency_code,
        claims.payer_id,
        claims.payer_sequence,
        claims.patient_token,
        claims.judged_on,
        claims.transaction_digest,
        upper(regexp_replace(claims.original_reference, '[^0-9A-Za-z]', '', 'g')) as number_key
    from judged
    inner join claims using (claim_key)
    where claims.frequency_code in ('1', '7')

),

-- the earlier claims of a claim: of its number, of its payer's number, of the same service
earlier as (

    select asked.edit_id, asked.claim_key, sent.claim_id, sent.known_on as sent_on
    from asked
    inner join history_claims as sent
        on
            asked.patient_token = sent.patient_token
            and asked.claim_number = sent.claim_number
            and asked.payer_id = sent.payer_id
            and asked.payer_sequence = sent.payer_sequence
            and asked.judged_on > sent.known_on
            and asked.transaction_digest is distinct from sent.transaction_digest

    union

    select asked.edit_id, asked.claim_key, sent.claim_id, sent.known_on
    from asked
    inner join lines using (claim_key)
    inner join history_lines as sent
        on
            asked.patient_token = sent.patient_token
            and lines.service_on = sent.service_on
            and lines.procedure_code = sent.procedure_code
            and lines.rendering_npi is not distinct from sent.rendering_npi
            and asked.payer_id = sent.payer_id
            and asked.payer_sequence = sent.payer_sequence
            and asked.judged_on > sent.known_on
            and asked.transaction_digest is distinct from sent.transaction_digest

    union

    select asked.edit_id, asked.claim_key, answers.claim_id, cast(null as date)
    from asked
    inner join history_answers as answers
        on
            asked.payer_id = answers.payer_id
            and asked.number_key
            = upper(regexp_replace(answers.payer_claim_number, '[^0-9A-Za-z]', '', 'g'))
            and asked.judged_on > answers.known_on

),

events as (

    select claim_id, payer_id, known_on, status_on as said_on, 1 as rank, null as decision
    from history_statuses
    union all
    select claim_id, payer_id, known_on, remit_on, 2, adjudication_id
    from history_answers

),

last_words as (

    select
        asked.edit_id,
        asked.claim_key,
        max_by(
            {
                'claim_id': events.claim_id,
                'decision': events.decision,
                'known_on': events.known_on,
                'said_on': events.said_on
            },
            (events.known_on, events.said_on, events.rank, coalesce(events.decision, ''))
        ) as word
    from asked
    inner join (select distinct edit_id, claim_key, claim_id from earlier) as own
        using (edit_id, claim_key)
    inner join events
        on
            own.claim_id = events.claim_id
            and asked.payer_id = events.payer_id
            and asked.judged_on > events.known_on
    group by all

),

remarked as (

    select
        last_words.edit_id,
        last_words.claim_key,
        last_words.word.said_on as said_on,
        list_sort(list(distinct remarks.rarc_code)) as remarks,
        list_sort(list(distinct wanted.wanted_frequency)) as frequencies,
        bool_and(wanted.confidence = 'verified') as is_verified,
        -- what is to be taken back first, was
        coalesce(bool_or(voids.claim_id is not null), false) as is_void,
        max(last_words.word.known_on) as known_on
    from last_words
    inner join asked using (edit_id, claim_key)
    inner join history_remarks as remarks on last_words.word.decision = remarks.adjudication_id
    inner join remark_frequencies as wanted using (rarc_code)
    left join history_voids as voids
        on
            last_words.word.claim_id = voids.claim_id
            and last_words.word.said_on <= voids.dated_on
            and asked.judged_on > voids.known_on
    group by all

)

select
    asked.edit_id,
    asked.claim_key,
    cast(null as int) as line_number,
    asked.claim_segment as segment_number,
    'CLM05-3' as field,
    'frequency ' || as_code(asked.frequency_code) || '; the payer''s last word, of '
    || remarked.said_on || ', has remark ' || array_to_string(remarked.remarks, ', ') as found,
    'as the remark asks: ' || case remarked.frequencies[1]
        when '1' then 'a new claim'
        when '7' then 'a replacement with the payer''s number of the claim'
        else 'the claim taken back first'
    end as wanted,
    'A claim of another kind than the payer asked for is returned or answered as a duplicate.'
        as why,
    case when remarked.is_verified then 'hold' else 'warn' end as at_most
from asked
inner join remarked using (edit_id, claim_key)
where
    not list_contains(remarked.frequencies, asked.frequency_code)
    and not (
        list_contains(remarked.frequencies, '8')
        and remarked.is_void
        and asked.frequency_code = '1'
    )
    and not exists (
        select 1
        from earlier
        where
            asked.edit_id = earlier.edit_id
            and asked.claim_key = earlier.claim_key
            and remarked.known_on < earlier.sent_on
            and not list_contains(remarked.frequencies, '8')
    )
