with

seen as (

    select distinct
        practice_id,
        category,
        carc_code,
        rarc_code,
        rule_id
    from {{ ref('fct_denials') }}

),

checks as (

    select * from {{ ref('int_rules__prevention_checks') }}

),

worded as (

    select
        seen.practice_id,
        seen.category,
        seen.carc_code,
        seen.rarc_code,
        categories.label as category_label,
        categories.display_order as category_order,
        case
            -- the remark says more than the reason it refines
            when seen.rule_id = remarks.rule_id
                then coalesce(remarks.short_label, reasons.short_label)
            else reasons.short_label
        end as reason_label,
        coalesce(
            by_remark.suggested_check, by_reason.suggested_check, by_category.suggested_check
        ) as suggested_check,
        priors.effort_minutes
    from seen
    left join {{ ref('int_rules__categories') }} as categories
        on
            seen.practice_id = categories.practice_id
            and seen.category = categories.category
    left join {{ ref('int_rules__carc_codes') }} as reasons
        on
            seen.practice_id = reasons.practice_id
            and seen.carc_code = reasons.carc_code
    left join {{ ref('int_rules__rarc_codes') }} as remarks
        on
            seen.practice_id = remarks.practice_id
            and seen.rarc_code = remarks.rarc_code
    left join {{ ref('int_rules__recovery_priors') }} as priors
        on
            seen.practice_id = priors.practice_id
            and seen.category = priors.category
    left join checks as by_remark
        on
            seen.practice_id = by_remark.practice_id
            and by_remark.match_kind = 'rarc' and seen.rarc_code = by_remark.match_code
    left join checks as by_reason
        on
            seen.practice_id = by_reason.practice_id
            and by_reason.match_kind = 'carc' and seen.carc_code = by_reason.match_code
    left join checks as by_category
        on
            seen.practice_id = by_category.practice_id
            and by_category.match_kind = 'category' and seen.category = by_category.match_code

),

final as (

    select
        practice_id,
        {{ surrogate_key(['category', 'carc_code', 'rarc_code']) }} as reason_id,
        category,
        carc_code,
        rarc_code,
        category_label,
        cast(category_order as int) as category_order,
        coalesce(reason_label, category_label || ', no reason code sent') as reason_label,
        suggested_check,
        cast(effort_minutes as int) as effort_minutes
    from worded
    qualify row_number() over (
        partition by practice_id, category, carc_code, rarc_code
        order by reason_label asc nulls last
    ) = 1

)

select * from final
