-- Licence-level modifier: where the payer's rows name a modifier for the rendering clinician's
-- level, the line carries it; and never those of two levels. A clinician whose level is not known
-- is not judged by it. What such a modifier means varies by state plan: a row without its day only
-- warns.
with

payer_rows as (

    select
        payer_id,
        string_split(applies_to, ' ') as procedure_codes,
        lower(payer_term(value, 'level')) as licence_level,
        payer_term(value, 'modifier') as modifier,
        from_on,
        through_on
    from payer_rules
    where rule_kind = 'licence_modifiers'

),

roster as (

    select
        npi,
        lower(licence_level) as licence_level,
        coalesce(from_on, date '0001-01-01') as from_on,
        coalesce(through_on, date '9999-12-31') as through_on
    from clinician_roster

),

asked as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.modifier_list,
        list(distinct payer_rows.modifier) as level_modifiers,
        list(distinct payer_rows.modifier) filter (where roster.npi is not null) as own_modifiers,
        bool_and(payer_rows.from_on is not null) as is_dated
    from judged
    inner join lines using (claim_key)
    inner join payer_rows
        on
            lines.payer_id = payer_rows.payer_id
            and in_force(payer_rows.from_on, payer_rows.through_on, lines.service_on)
            and (
                payer_rows.procedure_codes is null
                or list_contains(payer_rows.procedure_codes, lines.procedure_code)
            )
    left join roster
        on
            lines.rendering_npi = roster.npi
            and payer_rows.licence_level = roster.licence_level
            and lines.service_on >= roster.from_on
            and lines.service_on <= roster.through_on
    where lines.frequency_code is distinct from '8'
    group by all

),

said as (

    select
        asked.*,
        list_sort(list_intersect(modifier_list, level_modifiers)) as said_modifiers
    from asked

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'SV101-3' as field,
    case
        when len(said_modifiers) = 0 then 'no modifier of a licence level'
        else 'modifiers of a licence level: ' || as_codes(said_modifiers)
    end as found,
    case
        when len(said_modifiers) > 1 then 'the modifier of one licence level'
        else 'the modifier that the payer''s row has for the clinician''s licence level'
    end as wanted,
    'A payer denies a line whose modifier is not of the clinician''s licence.' as why,
    case when is_dated then 'hold' else 'warn' end as at_most
from said
where
    len(said_modifiers) > 1
    or (len(own_modifiers) > 0 and not list_has_any(said_modifiers, own_modifiers))
