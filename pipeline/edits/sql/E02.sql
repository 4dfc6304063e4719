-- Place of service that the location may not bill, where the payer's rows list the location. Places
-- of telehealth are no site and not judged here.
with

listed as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        lines.place_of_service,
        lines.has_own_place,
        bool_or(coalesce(
            list_contains(payer_codes(payer_rules.value, 'places'), lines.place_of_service), false
        )) as is_right
    from judged
    inner join lines using (claim_key)
    inner join payer_rules
        on
            lines.payer_id = payer_rules.payer_id
            and payer_rules.rule_kind = 'location_places'
            and lines.location_id = payer_term(payer_rules.value, 'location')
            and in_force(payer_rules.from_on, payer_rules.through_on, lines.service_on)
            and (
                payer_rules.applies_to is null
                or list_contains(string_split(payer_rules.applies_to, ' '), lines.procedure_code)
            )
    where
        lines.frequency_code is distinct from '8'
        and not coalesce(list_contains(judged.telehealth_places, lines.place_of_service), false)
    group by all

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case when has_own_place then 'SV105' else 'CLM05-1' end as field,
    case
        when place_of_service is null then 'no place of service'
        else 'place ' || as_code(place_of_service)
    end as found,
    'a place of service that the payer''s row has for this location' as wanted,
    'A payer denies a place of service that is none of the location named on the claim.' as why,
    'hold' as at_most
from listed
where not is_right
