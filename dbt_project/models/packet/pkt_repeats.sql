with

final as (

    select
        repeats.practice_id,
        repeats.packet_week,
        repeats.reason_id,
        words.reason_label,
        coalesce(payers.name, repeats.payer_id) as payer,
        repeats.week_before_count,
        repeats.this_week_count,
        repeats.is_compared
    from {{ ref('rlp_repeat_week') }} as repeats
    inner join {{ ref('dim_denial_reasons') }} as words using (practice_id, reason_id)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)

)

select * from final
