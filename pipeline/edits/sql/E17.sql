-- Note not signed: the newest list of visits shows the session with a note that is open. Where a
-- list has neither claim nor member, all its visits of that payer, day and service speak for it.
with

services as (

    select
        judged.edit_id,
        judged.max_lag_days,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.claim_number,
        claims.subscriber_token,
        lines.payer_id,
        lines.service_on,
        lines.procedure_code,
        lines.rendering_npi,
        lines.as_of_on,
        lines.judged_on
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    where lines.frequency_code is distinct from '8' and lines.service_on is not null

),

worded as (

    select
        *,
        regexp_replace(upper(note_status), '[^A-Z0-9]', '', 'g') as word
    from history_visit_notes

),

meanings as (

    select
        regexp_replace(upper(note_status), '[^A-Z0-9]', '', 'g') as word,
        bool_and(is_signed) as is_signed,
        min(confidence) as confidence
    from note_statuses
    group by all

),

-- a list names the claim, else the member; else who is meant is not known
listed as (

    select
        services.edit_id,
        services.claim_key,
        services.line_number,
        worded.file_id,
        worded.known_on,
        worded.word,
        case
            when worded.claim_number is not null then 3
            when worded.member_token is not null then 2
            else 1
        end as named
    from services
    inner join worded
        on
            services.service_on = worded.service_on
            and services.judged_on > worded.known_on
            and coalesce(services.procedure_code = worded.procedure_code, true)
            and coalesce(services.rendering_npi = worded.rendering_npi, true)
    where
        services.claim_number = worded.claim_number
        or (
            worded.claim_number is null and services.subscriber_token = worded.member_token
        )
        or (
            worded.claim_number is null
            and worded.member_token is null
            and services.payer_id = worded.payer_id
            and services.procedure_code = worded.procedure_code
        )

),

-- the list that says most precisely who is meant, and of those the newest
chosen as (

    select listed.*
    from listed
    qualify rank() over (
        partition by listed.edit_id, listed.claim_key, listed.line_number
        order by listed.named desc, listed.known_on desc, listed.file_id desc
    ) = 1

),

told as (

    select
        chosen.edit_id,
        chosen.claim_key,
        chosen.line_number,
        chosen.named,
        chosen.known_on,
        count(*) as visit_count,
        count(*) filter (where not meanings.is_signed) as open_count,
        bool_and(meanings.confidence = 'verified') as is_verified
    from chosen
    left join meanings using (word)
    group by all

)

select
    told.edit_id,
    told.claim_key,
    told.line_number,
    services.segment_number,
    'DTP*472' as field,
    'the list of ' || told.known_on || ' shows '
    || case
        when told.named = 1 then 'no signed note of this payer, day and service'
        when told.open_count < told.visit_count then 'an open note beside a signed one'
        else 'an open note'
    end as found,
    'a note that is signed before the claim goes out' as wanted,
    'A payer that asks for the record of an unsigned session takes its payment back.' as why,
    case
        when
            told.named = 1
            or told.open_count < told.visit_count
            or not coalesce(told.is_verified, false)
            or services.as_of_on - told.known_on > services.max_lag_days
            then 'warn'
        else 'hold'
    end as at_most
from told
inner join services using (edit_id, claim_key, line_number)
where
    told.open_count = told.visit_count
    or (told.named > 1 and told.open_count > 0)
