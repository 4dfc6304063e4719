-- Another payer is primary: a claim says primary although a denial, a payment of another payer or
-- an earlier claim says that another plan pays first. Once a month for a client.
with

asked as (

    select
        judged.edit_id,
        judged.lookback_days,
        claims.claim_key,
        claims.claim_segment,
        claims.batch_id,
        claims.file_id,
        claims.claim_number,
        claims.transaction_digest,
        claims.payer_id,
        claims.patient_token,
        claims.member_token,
        claims.service_to_on,
        claims.judged_on,
        date_trunc('month', claims.judged_on) as month_on
    from judged
    inner join claims using (claim_key)
    where
        claims.payer_sequence = 'primary'
        and claims.frequency_code is distinct from '8'
        and claims.patient_token is not null

),

answers as (

    select *
    from history_answers
    where outcome in ('paid', 'patient_share', 'partly_denied')

),

signs as (

    select
        asked.edit_id,
        asked.claim_key,
        denials.service_on,
        denials.remit_on as said_on,
        denials.known_on,
        'reason ' || as_code(denials.carc_code) || ' on ' || denials.remit_on as sign
    from asked
    inner join history_denials as denials
        on
            asked.payer_id = denials.payer_id
            and asked.patient_token = denials.patient_token
            and asked.judged_on > denials.known_on
            and asked.judged_on - asked.lookback_days <= denials.known_on
    inner join coverage_reasons as reasons
        on denials.carc_code = reasons.carc_code and reasons.says = 'other_payer_first'
    where
        not denials.is_noise
        and denials.payer_sequence = 'primary'
        and not coalesce(
            denials.closed_on < asked.judged_on
            and (denials.close_reason like 'overturned%' or denials.close_reason = 'reversed'),
            false
        )

    union all

    -- the same member number at another payer
    select
        asked.edit_id,
        asked.claim_key,
        others.service_from_on,
        others.remit_on,
        others.known_on,
        'paid as primary by ' || others.payer_id || ' on ' || others.remit_on
    from asked
    cross join judging
    cross join settings.payers as payers
    inner join answers as others
        on
            payers.payer_id = others.payer_id
            and others.patient_token
            = patient_token(judging.practice_id, payers.payer_id, asked.member_token)
            and others.payer_sequence = 'primary'
            and asked.judged_on > others.known_on
            and asked.judged_on - asked.lookback_days <= others.known_on
    where
        asked.payer_id <> payers.payer_id
        and coalesce(others.reversed_on >= asked.judged_on, true)

    union all

    -- the same client at this payer, behind a primary one
    select
        asked.edit_id,
        asked.claim_key,
        others.service_from_on,
        others.remit_on,
        others.known_on,
        'paid as ' || others.payer_sequence || ' by this payer on ' || others.remit_on
    from asked
    inner join answers as others
        on
            asked.payer_id = others.payer_id
            and asked.patient_token = others.patient_token
            and others.payer_sequence in ('secondary', 'tertiary')
            and asked.judged_on > others.known_on
            and asked.judged_on - asked.lookback_days <= others.known_on
    where coalesce(others.reversed_on >= asked.judged_on, true)

),

-- what this payer paid first since then says that it is primary again
paid as (

    select distinct signs.edit_id, signs.claim_key, signs.said_on
    from signs
    inner join asked using (edit_id, claim_key)
    inner join answers
        on
            asked.payer_id = answers.payer_id
            and asked.patient_token = answers.patient_token
            and answers.payer_sequence = 'primary'
            and signs.said_on < answers.remit_on
            and signs.service_on <= answers.service_from_on
            and asked.judged_on > answers.known_on
    where coalesce(answers.reversed_on >= asked.judged_on, true)

),

found as (

    select asked.*, signs.sign, signs.known_on
    from asked
    inner join signs using (edit_id, claim_key)
    anti join paid using (edit_id, claim_key, said_on)
    qualify row_number() over (
        partition by asked.edit_id, asked.claim_key
        order by signs.said_on desc, signs.sign
    ) = 1

),

-- of a client of whom a claim went out this month although the sign was known, it was said
said as (

    select distinct found.edit_id, found.claim_key
    from found
    inner join history_claims as sent
        on
            found.payer_id = sent.payer_id
            and found.patient_token = sent.patient_token
            and sent.payer_sequence = 'primary'
            and sent.frequency_code is distinct from '8'
            and found.known_on < sent.known_on
            and found.judged_on > sent.known_on
            and found.month_on <= sent.known_on
            and found.transaction_digest is distinct from sent.transaction_digest

)

select
    edit_id,
    claim_key,
    cast(null as int) as line_number,
    claim_segment as segment_number,
    'SBR01' as field,
    'primary; ' || sign as found,
    'the order of payers as the client''s plans have it' as wanted,
    'A payer that comes second denies what it is sent as the first.' as why,
    'warn' as at_most
from found
anti join said using (edit_id, claim_key)
qualify row_number() over (
    partition by edit_id, batch_id, payer_id, patient_token, judged_on
    order by file_id, claim_segment
) = 1
