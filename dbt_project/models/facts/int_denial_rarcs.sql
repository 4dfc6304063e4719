with

denials as (

    select * from {{ ref('int_denial_carcs') }}

),

remarks as (

    select
        remarks.practice_id,
        remarks.adjudication_id,
        remarks.line_number,
        remarks.rarc_code,
        remarks.remark_order,
        -- an alert never explains an adjustment; an unknown remark refines nothing
        coalesce(rarc_codes.rarc_type, '') <> 'alert' as may_explain,
        coalesce(
            rarc_codes.rarc_type <> 'alert' and rarc_codes.refines_category <> '', false
        ) as refines,
        coalesce(appeal_effects.may_appeal, true) as is_appealable,
        coalesce(appeal_effects.wants_new_claim, false) as is_new_claim_wanted
    from {{ ref('int_line_remarks') }} as remarks
    inner join denials using (practice_id, adjudication_id, line_number)
    left join {{ ref('int_rules__rarc_codes') }} as rarc_codes
        on
            remarks.practice_id = rarc_codes.practice_id
            and remarks.rarc_code = rarc_codes.rarc_code
    left join {{ ref('appeal_effects') }} as appeal_effects
        on rarc_codes.appeal_effect = appeal_effects.appeal_effect

),

final as (

    select
        practice_id,
        adjudication_id,
        line_number,
        min_by(rarc_code, remark_order) filter (where refines) as refining_rarc_code,
        coalesce(
            min_by(rarc_code, remark_order) filter (where refines),
            min_by(rarc_code, remark_order) filter (where may_explain)
        ) as rarc_code,
        bool_and(is_appealable) as is_appealable,
        bool_or(is_new_claim_wanted) as is_new_claim_wanted
    from remarks
    group by practice_id, adjudication_id, line_number

)

select * from final
