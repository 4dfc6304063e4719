-- Coverage known to have ended: this payer denied the client lately because nothing was covered,
-- paid nothing since, and nobody looked since.
with

asked as (

    select
        judged.edit_id,
        judged.lookback_days,
        claims.claim_key,
        claims.claim_segment,
        claims.payer_id,
        claims.patient_token,
        claims.subscriber_token,
        claims.service_from_on,
        claims.service_to_on,
        claims.judged_on
    from judged
    inner join claims using (claim_key)
    where claims.frequency_code is distinct from '8' and claims.service_from_on is not null

),

denied as (

    select
        asked.*,
        denials.denial_id,
        denials.service_on as denied_service_on,
        denials.remit_on,
        denials.carc_code,
        reasons.confidence,
        case
            when reasons.says = 'ended' then asked.service_to_on >= denials.service_on
            else asked.service_from_on <= denials.service_on
        end as is_on_its_side
    from asked
    inner join history_denials as denials
        on
            asked.payer_id = denials.payer_id
            and asked.patient_token = denials.patient_token
            and asked.judged_on > denials.known_on
            and asked.judged_on - asked.lookback_days <= denials.known_on
    inner join coverage_reasons as reasons
        on denials.carc_code = reasons.carc_code and reasons.says in ('ended', 'not_begun')
    where
        not denials.is_noise
        and denials.service_on is not null
        -- what was overturned by that day is no sign any more
        and not coalesce(
            denials.closed_on < asked.judged_on
            and (
                denials.close_reason like 'overturned%'
                or denials.close_reason = 'reversed'
            ),
            false
        )

),

-- a payment since then for a visit on the same side shows that the client is covered; so does one
-- of the same day for a visit further on, but not an earlier one: the payer did not know it yet
paid as (

    select denied.edit_id, denied.claim_key, denied.denial_id
    from denied
    inner join coverage_reasons as reasons using (carc_code)
    inner join history_answers as answers
        on
            denied.payer_id = answers.payer_id
            and denied.patient_token = answers.patient_token
            and denied.judged_on > answers.known_on
            and denied.remit_on <= answers.remit_on
    where
        answers.outcome in ('paid', 'patient_share', 'partly_denied')
        and coalesce(answers.reversed_on >= denied.judged_on, true)
        and case
            when answers.service_from_on = denied.denied_service_on
                then denied.remit_on < answers.remit_on
            when reasons.says = 'ended' then answers.service_from_on > denied.denied_service_on
            else answers.service_from_on < denied.denied_service_on
        end

),

looked as (

    select denied.edit_id, denied.claim_key, denied.denial_id
    from denied
    inner join eligibility_checks as checked
        on
            denied.payer_id = checked.payer_id
            and denied.subscriber_token = checked.member_token
            and denied.remit_on < checked.checked_on
            and denied.judged_on > checked.checked_on
    where
        coalesce(denied.service_from_on >= checked.from_on, true)
        and coalesce(denied.service_to_on <= checked.through_on, true)

)

select
    denied.edit_id,
    denied.claim_key,
    cast(null as int) as line_number,
    denied.claim_segment as segment_number,
    'NM109' as field,
    'reason ' || as_code(denied.carc_code) || ' on ' || denied.remit_on || ' for the visit of '
    || denied.denied_service_on || ', and nothing paid since' as found,
    'coverage on ' || denied.service_from_on || ', looked up after that denial' as wanted,
    'A client who was not covered is denied again, week by week.' as why,
    -- on the other side of the denied visit the client may have been covered
    case
        when not denied.is_on_its_side then 'info'
        when denied.confidence = 'verified' then 'hold'
        else 'warn'
    end as at_most
from denied
anti join paid using (edit_id, claim_key, denial_id)
anti join looked using (edit_id, claim_key, denial_id)
qualify row_number() over (
    partition by denied.edit_id, denied.claim_key
    order by denied.is_on_its_side desc, denied.remit_on desc, denied.denial_id
) = 1
