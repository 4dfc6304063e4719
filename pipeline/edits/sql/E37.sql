-- Programme hours or days of a week under the payer's floor, or days over its most. Of a floor only
-- weeks are judged that the claim's statement covers from end to end: in others a client came, left
-- or is billed elsewhere. A claim with a programme line of several days is not judged. It asks
-- utilization review and never holds: a missed day is no mistake of the claim.
with

payer_rows as (

    select
        row_number() over (order by payer_id, from_on, applies_to, value) as row_id,
        payer_id,
        string_split(applies_to, ' ') as codes,
        cast(payer_term(value, 'min_hours') as decimal(12, 3)) as min_hours,
        cast(payer_term(value, 'min_days') as int) as min_days,
        cast(payer_term(value, 'max_days') as int) as max_days,
        cast(payer_term(value, 'hours_per_unit') as decimal(12, 3)) as hours_per_unit,
        from_on,
        through_on
    from payer_rules
    where rule_kind = 'program_floor'

),

services as (

    select
        judged.edit_id,
        payer_rows.*,
        lines.* exclude (payer_id),
        lines.service_on - cast(
            (isodow(lines.service_on) - judged.first_weekday + 7) % 7 as int
        ) as week_from_on
    from judged
    inner join lines using (claim_key)
    inner join payer_rows
        on
            lines.payer_id = payer_rows.payer_id
            and in_force(payer_rows.from_on, payer_rows.through_on, lines.service_on)
            and (
                list_contains(payer_rows.codes, lines.procedure_code)
                or list_contains(payer_rows.codes, lines.revenue_code)
            )
    where lines.frequency_code is distinct from '8'
    qualify bool_and(lines.has_own_date and lines.service_to_on = lines.service_on) over (
        partition by judged.edit_id, lines.claim_key, payer_rows.row_id
    )

),

listed as (

    select
        services.edit_id,
        services.claim_key,
        services.row_id,
        services.service_on,
        sum(session_minutes.minutes) / 60 as hours
    from (
        select distinct edit_id, claim_key, row_id, codes, claim_number, service_on from services
    ) as services
    inner join session_minutes
        on
            services.claim_number = session_minutes.claim_number
            and services.service_on = session_minutes.service_on
            and (
                session_minutes.procedure_code is null
                or list_has_any(services.codes, string_split(session_minutes.procedure_code, ' '))
            )
    group by all

),

days as (

    select
        services.edit_id,
        services.claim_key,
        services.row_id,
        services.week_from_on,
        services.service_on,
        min(services.line_number) as line_number,
        min(services.segment_number) as segment_number,
        min(services.min_hours) as min_hours,
        min(services.min_days) as min_days,
        min(services.max_days) as max_days,
        coalesce(max(listed.hours), sum(services.units * services.hours_per_unit)) as hours
    from services
    left join listed using (edit_id, claim_key, row_id, service_on)
    where services.units > 0
    group by all

),

weeks as (

    select
        days.edit_id,
        days.claim_key,
        days.row_id,
        days.week_from_on,
        min(days.line_number) as line_number,
        min(days.segment_number) as segment_number,
        min(days.min_hours) as min_hours,
        min(days.min_days) as min_days,
        min(days.max_days) as max_days,
        count(*) as day_count,
        case when count(days.hours) = count(*) then sum(days.hours) end as hours,
        coalesce(
            min(statements.statement_from_on) <= days.week_from_on
            and min(statements.statement_to_on) >= days.week_from_on + 6,
            false
        ) as is_whole
    from days
    left join claim_statements as statements using (claim_key)
    group by days.edit_id, days.claim_key, days.row_id, days.week_from_on

),

found as (

    select
        weeks.*,
        as_quantity(hours) || ' hours' as counted,
        'at least ' || as_quantity(min_hours) || ' hours' as wanted
    from weeks
    where is_whole and hours < min_hours

    union all

    select weeks.*, day_count || ' days', 'at least ' || min_days || ' days'
    from weeks
    where is_whole and day_count < min_days

    union all

    select weeks.*, day_count || ' days', 'at most ' || max_days || ' days'
    from weeks
    where day_count > max_days

)

-- rows in force that want the same of a week are told once
select distinct
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'SV2' as field,
    counted || ' in the week from ' || week_from_on as found,
    wanted || ' in a week of the programme' as wanted,
    'A payer denies a programme whose week is not as its approval has it.' as why,
    'warn' as at_most
from found
