with

causes as (

    -- the name under which the meeting may take a decision about it
    select
        causes.*,
        {{ decision_key('causes.reason_id', 'weeks.issued_on') }} as decision_id
    from {{ ref('rlp_reason_cause_week') }} as causes
    inner join {{ ref('dim_packet_weeks') }} as weeks using (practice_id, packet_week)

),

final as (

    select
        causes.practice_id,
        causes.packet_week,
        causes.reason_id,
        cast(row_number() over (
            partition by causes.practice_id, causes.packet_week
            order by
                causes.likely_back_usd * causes.weeks_seen desc, causes.claim_count desc,
                causes.reason_id asc
        ) as int) as cause_rank,
        words.reason_label,
        causes.origin,
        causes.weeks_seen,
        -- counting alone never claims a change
        coalesce(causes.kind, 'keeps_coming') as kind,
        causes.since_on,
        causes.cause_id,
        causes.likely_back_usd,
        words.suggested_check,
        owners.label as owner_label,
        owners.owner,
        owners.owner_order,
        causes.decision_id
    from causes
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)

)

select * from final
