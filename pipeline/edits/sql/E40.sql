-- A line in the place that a learnt edit tells: one or two of payer, procedure, modifiers, place
-- of service, clinician and location. Where corrected claims were paid after one change, lines
-- that have it already are left out; what it was is not repeated.
with

services as (

    select
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.form,
        lines.procedure_code,
        lines.place_of_service,
        lines.has_own_place,
        lines.rendering_npi,
        lines.location_id,
        list_sort(lines.modifier_list) as modifier_list
    from lines
    -- what was learnt, was learnt of claims that a payer decides first; a claim is taken back as
    -- it was sent
    where lines.payer_sequence = 'primary' and lines.frequency_code is distinct from '8'

),

met as (

    select
        judged.* exclude (claim_key),
        services.* exclude (procedure_code, place_of_service, rendering_npi, location_id),
        case judged.wanted_field
            when 'any' then false
            when 'procedure_code' then services.procedure_code = judged.wanted_value
            when 'place_of_service' then services.place_of_service = judged.wanted_value
            when 'rendering_npi' then services.rendering_npi = judged.wanted_value
            when 'location_id' then services.location_id = judged.wanted_value
            when 'modifiers'
                then case
                    when judged.wanted_value = 'none' then len(services.modifier_list) = 0
                    else list_has_all(
                        services.modifier_list, string_split(judged.wanted_value, ':')
                    )
                end
        end as has_wanted
    from judged
    inner join services using (claim_key)
    where
        judged.procedure_code in ('any', services.procedure_code)
        and judged.place_of_service in ('any', services.place_of_service)
        and judged.rendering_npi in ('any', services.rendering_npi)
        and judged.location_id in ('any', services.location_id)
        and (
            judged.modifiers = 'any'
            or (judged.modifiers = 'none' and len(services.modifier_list) = 0)
            or list_sort(string_split(judged.modifiers, ':')) = services.modifier_list
        )

),

told as (

    select
        *,
        -- where to look: at what is wanted, else at the closest of the conditions
        case
            when wanted_field <> 'any' then wanted_field
            when modifiers <> 'any' then 'modifiers'
            when place_of_service <> 'any' then 'place_of_service'
            when procedure_code <> 'any' then 'procedure_code'
            when rendering_npi <> 'any' then 'rendering_npi'
            when location_id <> 'any' then 'location_id'
            else 'payer_id'
        end as looked_at
    from met
    where not coalesce(has_wanted, false)

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case looked_at
        when 'modifiers' then case form when '837I' then 'SV202-3' else 'SV101-3' end
        when 'procedure_code' then case form when '837I' then 'SV202-2' else 'SV101-2' end
        when 'place_of_service' then case when has_own_place then 'SV105' else 'CLM05-1' end
        when 'rendering_npi' then 'NM1*82'
        when 'location_id' then 'NM1*77'
        else 'NM1*PR'
    end as field,
    concat_ws(
        ', ',
        case when procedure_code <> 'any' then 'procedure ' || as_code(procedure_code) end,
        case
            when modifiers = 'none' then 'no modifier'
            when modifiers <> 'any' then 'modifier ' || replace(modifiers, ':', ' ')
        end,
        case
            when place_of_service <> 'any' then 'place of service ' || as_code(place_of_service)
        end,
        case when rendering_npi <> 'any' then 'the clinician of the edit' end,
        case when location_id <> 'any' then 'the location of the edit' end,
        'as on claims of the practice that were denied'
    ) as found,
    case
        when wanted_field = 'any' then 'a look at the line before it is sent'
        else
            replace(replace(wanted_field, 'rendering_npi', 'clinician'), '_', ' ')
            || ' as on the corrected claims that were paid; ' || edit_id || ' in rules/edits.csv'
    end as wanted,
    'The practice learnt it from its own denials and adopted it.' as why,
    'hold' as at_most
from told
