-- Units of a code that is counted by minutes: they agree with the minutes where those are known,
-- from the practice's list or from a line counted in minutes; else they are not more than nearly
-- all paid lines have. How minutes are rounded is the payer's: without its row the finding only
-- warns.
with

roundings as (

    select
        lines.claim_key,
        lines.line_number,
        max(payer_term(payer_rules.value, 'rounding')) as payer_rounding
    from lines
    inner join payer_rules
        on
            lines.payer_id = payer_rules.payer_id
            and payer_rules.rule_kind = 'unit_rounding'
            and in_force(payer_rules.from_on, payer_rules.through_on, lines.service_on)
            and (
                payer_rules.applies_to is null
                or list_contains(string_split(payer_rules.applies_to, ' '), lines.procedure_code)
            )
    group by all

),

timed as (

    select
        judged.edit_id,
        judged.usual_share,
        judged.least_lines,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.payer_id,
        lines.procedure_code,
        lines.service_on,
        lines.rendering_npi,
        lines.units,
        lines.judged_on,
        lines.unit_basis is not distinct from 'MJ' as is_in_minutes,
        unit_rules.minutes_per_unit,
        roundings.payer_rounding,
        unit_rules.rounding_rule
    from judged
    inner join lines using (claim_key)
    inner join unit_rules
        on lines.procedure_code = unit_rules.procedure_code and unit_rules.unit_kind = 'timed'
    left join roundings using (claim_key, line_number)
    where lines.frequency_code is distinct from '8'

),

-- lines of one code, clinician and day of a claim share the minutes that the list has of them
together as (

    select
        timed.edit_id,
        timed.claim_key,
        minutes.last_line_number as line_number,
        minutes.last_segment_number as segment_number,
        timed.procedure_code,
        timed.minutes_per_unit,
        coalesce(timed.payer_rounding, timed.rounding_rule) as rounding,
        timed.payer_rounding is not null as is_sure,
        bool_or(timed.is_in_minutes) as is_in_minutes,
        sum(timed.units) as units,
        minutes.minutes
    from timed
    inner join service_minutes as minutes
        on
            timed.claim_key = minutes.claim_key
            and timed.service_on = minutes.service_on
            and timed.procedure_code = minutes.procedure_code
            and timed.rendering_npi is not distinct from minutes.rendering_npi
    group by all

),

made as (

    select
        together.*,
        case rounding
            when 'whole' then floor(minutes / minutes_per_unit)
            when 'up' then ceil(minutes / minutes_per_unit)
            else floor(minutes / minutes_per_unit + 0.5)
        end as made_units
    from together

),

unlisted as (

    select timed.*
    from timed
    anti join service_minutes as minutes
        on
            timed.claim_key = minutes.claim_key
            and timed.service_on = minutes.service_on
            and timed.procedure_code = minutes.procedure_code
            and timed.rendering_npi is not distinct from minutes.rendering_npi

),

-- how many paid lines have how many units, by the day on which that became known
paid as (

    select payer_id, procedure_code, known_on, units, count(*) as line_count
    from history_answer_lines
    where outcome = 'not_denied' and paid_usd > 0
    group by all

),

unusual as (

    select
        unlisted.edit_id,
        unlisted.claim_key,
        unlisted.line_number,
        unlisted.segment_number,
        unlisted.procedure_code,
        unlisted.units,
        unlisted.usual_share,
        unlisted.least_lines
    from unlisted
    inner join paid
        on
            unlisted.payer_id = paid.payer_id
            and unlisted.procedure_code = paid.procedure_code
            and unlisted.judged_on > paid.known_on
    where not unlisted.is_in_minutes and unlisted.units > 0
    group by all
    having
        sum(paid.line_count) >= unlisted.least_lines
        and coalesce(sum(paid.line_count) filter (where paid.units < unlisted.units), 0)
        >= unlisted.usual_share * sum(paid.line_count)

),

found as (

    select
        edit_id, claim_key, line_number, segment_number, procedure_code, 'SV104' as field,
        as_quantity(units) || case when is_in_minutes then ' minutes' else ' units' end
        || ' for ' || as_quantity(minutes) || ' minutes of the list' as counted,
        'units that agree with the minutes' as wanted,
        is_sure
    from made
    where units is distinct from case when is_in_minutes then minutes else made_units end

    union all

    select
        edit_id, claim_key, line_number, segment_number, procedure_code, 'SV104',
        as_quantity(units) || ' minutes', 'minutes that fill a unit',
        payer_rounding is not null
    from unlisted
    where
        is_in_minutes
        and case coalesce(payer_rounding, rounding_rule)
            when 'whole' then units / minutes_per_unit < 1
            when 'up' then units <= 0
            else units / minutes_per_unit < 0.5
        end

    union all

    select
        edit_id, claim_key, line_number, segment_number, procedure_code, 'SV104',
        coalesce(as_quantity(units), 'no number of') || ' units', 'a whole number of units', false
    from unlisted
    where not is_in_minutes and (units is null or units <= 0 or units <> floor(units))

    union all

    select
        edit_id, claim_key, line_number, segment_number, procedure_code, 'SV104',
        as_quantity(units) || ' units', 'no more units than paid lines of this payer have', false
    from unusual

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    as_code(procedure_code) || ' with ' || counted as found,
    wanted,
    'A payer denies units that the time of the service does not support.' as why,
    case when is_sure then 'hold' else 'warn' end as at_most
from found
