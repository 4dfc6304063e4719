with

decided as (

    -- of several about one reason the one of the newest meeting
    select * from {{ ref('rlp_decision_week') }}
    qualify row_number() over (
        partition by practice_id, packet_week, reason_id order by decided_on desc
    ) = 1

),

final as (

    select
        repeats.practice_id,
        repeats.packet_week,
        repeats.reason_id,
        words.reason_label,
        coalesce(payers.name, repeats.payer_id) as payer,
        repeats.week_before_count,
        repeats.this_week_count,
        repeats.is_compared,
        promises.promise_state,
        decisions.state as decision_state
    from {{ ref('rlp_repeat_week') }} as repeats
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join {{ ref('rlp_promise_week') }} as promises using (practice_id, packet_week, category)
    left join decided as decisions using (practice_id, packet_week, reason_id)

)

select * from final
