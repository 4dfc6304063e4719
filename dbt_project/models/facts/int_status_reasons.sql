with

statements as (

    select * from {{ ref('int_status_statements') }}

),

parts as (

    select
        practice_id,
        file_id,
        segment_number,
        1 as part,
        category_code,
        status_code,
        entity_code
    from statements

    union all

    select
        practice_id,
        file_id,
        segment_number,
        2 as part,
        category_code_2 as category_code,
        status_code_2 as status_code,
        entity_code_2 as entity_code
    from statements
    where category_code_2 is not null

    union all

    select
        practice_id,
        file_id,
        segment_number,
        3 as part,
        category_code_3 as category_code,
        status_code_3 as status_code,
        entity_code_3 as entity_code
    from statements
    where category_code_3 is not null

),

explained as (

    -- the entity decides whose fault a status is
    select
        parts.*,
        case entities.entity_kind
            when 'provider' then coalesce(codes.category_if_provider_entity, codes.category)
            when 'member' then coalesce(codes.category_if_member_entity, codes.category)
            else codes.category
        end as category,
        codes.rule_id
    from parts
    left join {{ ref('int_rules__claim_status_codes') }} as codes
        on
            parts.practice_id = codes.practice_id
            and parts.status_code = codes.status_code
    left join {{ ref('entity_codes') }} as entities
        on parts.entity_code = entities.entity_code

),

final as (

    -- the first part that tells something; 'data missing' alone needs the second code
    select
        practice_id,
        file_id,
        segment_number,
        coalesce(
            min_by(category, part) filter (where category != 'other'), 'other'
        ) as category,
        coalesce(
            min_by(rule_id, part) filter (where category != 'other'),
            min_by(rule_id, part) filter (where rule_id is not null)
        ) as rule_id,
        {{ agg_list(
            "concat_ws(':', category_code, status_code, entity_code)", 'part', ', '
        ) }} as codes
    from explained
    group by practice_id, file_id, segment_number

)

select * from final
