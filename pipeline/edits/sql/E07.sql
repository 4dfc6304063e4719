-- Units of a session code: whole sessions, and no more than the payer's row has for the line, else
-- the table. A limit that nobody verified only warns; so does a count in minutes.
with

payer_limits as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        max(cast(payer_term(payer_rules.value, 'max') as int)) as max_units
    from judged
    inner join lines using (claim_key)
    inner join payer_rules
        on
            lines.payer_id = payer_rules.payer_id
            and payer_rules.rule_kind = 'session_units'
            and list_contains(string_split(payer_rules.applies_to, ' '), lines.procedure_code)
            and in_force(payer_rules.from_on, payer_rules.through_on, lines.service_on)
    group by all

),

counted as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.procedure_code,
        lines.units,
        lines.unit_basis is not distinct from 'MJ' as is_in_minutes,
        coalesce(payer_limits.max_units, unit_rules.max_units) as max_units,
        payer_limits.max_units is not null or unit_rules.confidence = 'verified' as is_sure
    from judged
    inner join lines using (claim_key)
    left join payer_limits
        on
            judged.edit_id = payer_limits.edit_id
            and lines.claim_key = payer_limits.claim_key
            and lines.line_number = payer_limits.line_number
    left join unit_rules
        on
            lines.procedure_code = unit_rules.procedure_code
            and unit_rules.unit_kind = 'session'
    where
        lines.frequency_code is distinct from '8'
        and coalesce(payer_limits.max_units, unit_rules.max_units) is not null

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case when is_in_minutes then 'SV103' else 'SV104' end as field,
    as_code(procedure_code) || ' with '
    || case
        when units is null then 'no number of units'
        when is_in_minutes then as_quantity(units) || ' minutes'
        else as_quantity(units) || ' units'
    end as found,
    case
        when is_in_minutes then 'a count of sessions'
        when units is null or units <= 0 or units <> floor(units) then 'a whole number of sessions'
        else 'at most ' || max_units || ' on one line'
    end as wanted,
    'A payer denies units that a session code does not have.' as why,
    case
        when is_in_minutes then 'warn'
        when units is null or units <= 0 or units <> floor(units) or is_sure then 'hold'
        else 'warn'
    end as at_most
from counted
where
    is_in_minutes
    or units is null
    or units <= 0
    or units <> floor(units)
    or units > max_units
