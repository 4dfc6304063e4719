with

lines as (

    select * from {{ ref('rlp_denial_week') }}
    where is_new and not is_running

),

final as (

    select
        lines.practice_id,
        lines.packet_week,
        lines.denial_id,
        lines.claim_id,
        lines.payer_id,
        lines.category,
        lines.is_repeat,
        -- the same payer, category and procedure was denied in the weeks just before
        bool_or(earlier.denial_id is not null) as is_recurring
    from lines
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join lines as earlier
        on
            lines.practice_id = earlier.practice_id
            and lines.payer_id = earlier.payer_id
            and lines.category = earlier.category
            and lines.procedure_code is not distinct from earlier.procedure_code
            and lines.packet_week > earlier.packet_week
            and earlier.packet_week >= lines.packet_week
            - cast(7 * numbers.repeat_window_weeks as int)
    group by
        lines.practice_id, lines.packet_week, lines.denial_id, lines.claim_id,
        lines.payer_id, lines.category, lines.is_repeat

)

select * from final
