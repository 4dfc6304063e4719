with

-- how a listed claim stood by our files on the day its list was received
standing as (

    select
        listed.practice_id,
        listed.file_id,
        listed.list_key,
        sum(states.open_usd) as open_usd
    from {{ ref('fct_export_claims') }} as listed
    inner join {{ ref('fct_claim_states') }} as states using (practice_id, claim_id)
    where
        states.from_on <= listed.known_on
        and (states.to_on is null or states.to_on > listed.known_on)
    group by listed.practice_id, listed.file_id, listed.list_key

),

decided as (

    select
        listed.practice_id,
        listed.file_id,
        listed.list_key,
        max(answers.known_on) as decided_on
    from {{ ref('fct_export_claims') }} as listed
    inner join {{ ref('fct_adjudications') }} as answers using (practice_id, claim_id)
    where answers.known_on <= listed.known_on and answers.outcome != 'informational'
    group by listed.practice_id, listed.file_id, listed.list_key

),

heard as (

    select
        listed.practice_id,
        listed.file_id,
        listed.list_key,
        min(events.known_on) as heard_on
    from {{ ref('fct_export_claims') }} as listed
    inner join {{ ref('fct_status_events') }} as events using (practice_id, claim_id)
    where events.known_on <= listed.known_on
    group by listed.practice_id, listed.file_id, listed.list_key

),

denied as (

    select
        listed.practice_id,
        listed.file_id,
        listed.list_key,
        min(denials.opened_on) as denied_on,
        sum(denials.denied_usd) as denied_usd
    from {{ ref('fct_export_claims') }} as listed
    inner join {{ ref('fct_denials') }} as denials using (practice_id, claim_id)
    where
        not denials.is_noise
        and denials.opened_on <= listed.known_on
        and (denials.closed_on is null or denials.closed_on > listed.known_on)
    group by listed.practice_id, listed.file_id, listed.list_key

),

final as (

    select
        listed.practice_id,
        listed.file_id,
        listed.list_key,
        cast(coalesce(standing.open_usd, 0) as decimal(38, 2)) as open_usd,
        decided.decided_on,
        heard.heard_on,
        denied.denied_on,
        cast(coalesce(denied.denied_usd, 0) as decimal(38, 2)) as denied_usd
    from {{ ref('fct_export_claims') }} as listed
    left join standing using (practice_id, file_id, list_key)
    left join decided using (practice_id, file_id, list_key)
    left join heard using (practice_id, file_id, list_key)
    left join denied using (practice_id, file_id, list_key)

)

select * from final
