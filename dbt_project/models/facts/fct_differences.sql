{%- set shared = 'practice_id, file_id, list_key' -%}
with

claims as (

    select
        listed.*,
        standings.open_usd,
        standings.decided_on,
        standings.heard_on,
        standings.denied_on,
        standings.denied_usd,
        -- a list that tells no states misses no denial, and waits for whatever it sent
        coalesce(states.misses_denial, false) as misses_denial,
        coalesce(states.awaits_answer, true) as awaits_answer,
        listed.known_on - cast(numbers.posting_days as int) as settled_by
    from {{ ref('fct_export_claims') }} as listed
    inner join {{ ref('int_listed_standings') }} as standings
        on
            listed.practice_id = standings.practice_id
            and listed.file_id = standings.file_id
            and listed.list_key = standings.list_key
    inner join {{ ref('int_rule_numbers') }} as numbers
        on listed.practice_id = numbers.practice_id
    left join {{ ref('listed_states') }} as states on listed.status = states.status

),

found as (

    select
        {{ shared }},
        'paid_here_open_there' as difference,
        insurance_balance_usd as difference_usd
    from claims
    where insurance_balance_usd > 0 and open_usd = 0 and decided_on <= settled_by

    union all

    select
        {{ shared }},
        'denied_here_unknown_there' as difference,
        denied_usd as difference_usd
    from claims
    where misses_denial and denied_on <= settled_by

    union all

    select
        {{ shared }},
        'sent_there_unheard' as difference,
        coalesce(billed_usd, insurance_balance_usd, 0) as difference_usd
    from claims
    where
        awaits_answer
        and submitted_on <= settled_by
        and heard_on is null and decided_on is null

),

final as (

    select
        claims.practice_id,
        found.difference,
        claims.file_id,
        claims.list_key,
        claims.claim_id,
        claims.claim_number,
        claims.profile_id,
        claims.status as status_there,
        claims.service_on,
        claims.submitted_on,
        claims.insurance_balance_usd,
        claims.open_usd,
        cast(found.difference_usd as decimal(18, 2)) as difference_usd,
        claims.known_on
    from found
    inner join claims
        on
            found.practice_id = claims.practice_id
            and found.file_id = claims.file_id
            and found.list_key = claims.list_key

)

select * from final
