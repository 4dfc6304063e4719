with

-- nothing is hashed for a practice that no decision has come back to
practices as (

    select distinct practice_id from {{ ref('stg_worklist__decisions') }}

),

meetings as (

    select
        reasons.practice_id,
        reasons.reason_id,
        weeks.issued_on as decided_on
    from {{ ref('dim_denial_reasons') }} as reasons
    inner join practices on reasons.practice_id = practices.practice_id
    inner join {{ ref('dim_packet_weeks') }} as weeks on reasons.practice_id = weeks.practice_id

),

final as (

    select
        practice_id,
        {{ decision_key('reason_id', 'decided_on') }} as item_key,
        reason_id,
        decided_on
    from meetings

)

select * from final
