-- Shape of a program's claim: bill type, revenue code and procedure are together in a row of the
-- payer, the condition code that the row asks for is there, somebody attends, and each line has a
-- day of its own.
with

rules as (

    select
        payer_id,
        from_on,
        through_on,
        string_split(applies_to, ' ') as revenue_codes,
        payer_codes(value, 'bill_types') as bill_types,
        payer_codes(value, 'hcpcs') as hcpcs,
        payer_codes(value, 'conditions') as conditions
    from payer_rules
    where rule_kind = 'program_shape'

),

services as (

    select
        judged.edit_id,
        claims.claim_segment,
        claims.place_of_service as bill_type,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.revenue_code,
        lines.procedure_code,
        lines.service_on,
        lines.service_to_on,
        lines.has_own_date,
        rules.bill_types is null
        or coalesce(list_contains(rules.bill_types, claims.place_of_service), false)
            as is_bill_type_right,
        rules.hcpcs is null or coalesce(list_contains(rules.hcpcs, lines.procedure_code), false)
            as is_procedure_right,
        rules.conditions is null or coalesce(list_has_any(rules.conditions, stated.codes), false)
            as is_condition_right
    from judged
    inner join claims using (claim_key)
    inner join lines using (claim_key)
    inner join rules
        on
            claims.payer_id = rules.payer_id
            and list_contains(rules.revenue_codes, lines.revenue_code)
            and in_force(rules.from_on, rules.through_on, lines.service_on)
    left join (
        select claim_key, list(condition_code) as codes
        from claim_health_codes
        where qualifier = 'BG'
        group by all
    ) as stated using (claim_key)
    where lines.frequency_code is distinct from '8'

),

shaped as (

    select
        edit_id,
        claim_key,
        line_number,
        any_value(claim_segment) as claim_segment,
        any_value(segment_number) as segment_number,
        any_value(bill_type) as bill_type,
        any_value(revenue_code) as revenue_code,
        any_value(procedure_code) as procedure_code,
        any_value(service_on) as service_on,
        any_value(service_to_on) as service_to_on,
        any_value(has_own_date) as has_own_date,
        bool_or(is_bill_type_right) as has_bill_type,
        bool_or(is_bill_type_right and is_procedure_right) as has_triple,
        bool_or(is_bill_type_right and is_procedure_right and is_condition_right) as has_condition
    from services
    group by edit_id, claim_key, line_number

),

numbered as (

    select
        *,
        row_number() over (
            partition by edit_id, claim_key, revenue_code, procedure_code, service_on
            order by line_number
        ) as occurrence
    from shaped

),

found as (

    select
        edit_id,
        claim_key,
        line_number,
        segment_number,
        case when has_bill_type then 'SV202-2' else 'CLM05-1' end as field,
        'bill type ' || as_code(coalesce(bill_type, 'none')) || ', revenue code '
        || as_code(revenue_code) || ', procedure ' || as_code(coalesce(procedure_code, 'none'))
            as found,
        'bill type, revenue code and procedure that stand in one row of the payer' as wanted
    from numbered
    where not has_triple

    union all

    select distinct
        edit_id,
        claim_key,
        cast(null as int),
        claim_segment,
        'HI*BG',
        'no condition code of the program',
        'the condition code that the payer''s row asks for'
    from numbered
    where has_triple and not has_condition

    union all

    select distinct
        numbered.edit_id,
        numbered.claim_key,
        cast(null as int),
        numbered.claim_segment,
        'NM1*71',
        'no attending provider with an NPI',
        'the attending provider''s NPI'
    from numbered
    anti join claim_providers as attending
        on
            numbered.claim_key = attending.claim_key
            and attending.role_code = '71'
            and attending.npi is not null
            and attending.other_segment is null

    union all

    select
        edit_id,
        claim_key,
        line_number,
        segment_number,
        'DTP*472',
        case
            when not has_own_date then 'a line without a day of its own'
            when service_to_on > service_on then 'a line of several days'
            else 'a second line of ' || service_on
        end,
        'one line for each day of the program'
    from numbered
    where not has_own_date or service_to_on > service_on or occurrence > 1

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    found,
    wanted,
    'A payer returns a program''s claim that has not the shape it asks for.' as why,
    'hold' as at_most
from found
