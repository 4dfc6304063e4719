with

-- what was known at the end of the week of each finding made before the claim was sent
found as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.edit_id,
        findings.claim_number,
        findings.known_on,
        coalesce(findings.sent_on < weeks.covers_until, false) as is_sent,
        findings.outcome,
        findings.claim_id,
        findings.sent_on,
        case when findings.answered_on < weeks.covers_until then findings.answer end as answer
    from {{ ref('int_edit_weeks') }} as weeks
    inner join {{ ref('fct_scrub_findings') }} as findings
        on
            weeks.practice_id = findings.practice_id
            and weeks.edit_id = findings.edit_id
            and weeks.starts_on <= findings.known_on
            and weeks.covers_until > findings.known_on
    where findings.outcome <> 'sent_before'

),

final as (

    -- the last scrub of a claim says it; of its lines the one that was left as it was
    select
        practice_id,
        packet_week,
        edit_id,
        claim_number,
        case when is_sent then outcome else 'not_sent' end as outcome,
        case when is_sent then claim_id end as claim_id,
        case when is_sent then sent_on end as sent_on,
        case when is_sent then coalesce(answer, 'open') end as answer
    from found
    qualify row_number() over (
        partition by practice_id, packet_week, edit_id, claim_number
        order by
            known_on desc,
            case
                when not is_sent then 4
                when outcome = 'sent_anyway' then 1
                when outcome = 'sent_unscrubbed' then 2
                else 3
            end asc,
            sent_on asc,
            claim_id asc
    ) = 1

)

select * from final
