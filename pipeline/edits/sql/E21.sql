-- Taxonomy present and consistent: of who bills, and of who renders or attends where the payer's
-- row asks. One that stands there has ten characters and is the roster's.
with

asked as (

    select
        judged.edit_id,
        claims.claim_key,
        claims.form,
        claims.service_from_on as service_on,
        bool_or(list_contains(levels.codes, 'BI')) as asks_billing,
        bool_or(list_contains(levels.codes, case claims.form when '837P' then 'PE' else 'AT' end))
            as asks_person
    from judged
    inner join claims using (claim_key)
    left join (
        select
            payer_id,
            coalesce(from_on, date '0001-01-01') as from_on,
            coalesce(through_on, date '9999-12-31') as through_on,
            string_split(coalesce(applies_to, 'BI PE AT'), ' ') as codes
        from payer_rules
        where rule_kind = 'taxonomy_required'
    ) as levels
        on
            claims.payer_id = levels.payer_id
            and coalesce(claims.service_from_on, date '9999-12-31') >= levels.from_on
            and coalesce(claims.service_from_on, date '0001-01-01') <= levels.through_on
    where claims.frequency_code is distinct from '8'
    group by all

),

-- who bills, renders and attends, each with the level of PRV that speaks of it
providers as (

    select
        claim_key,
        line_segment,
        case role_code when '85' then 'BI' when '82' then 'PE' else 'AT' end as provider_code,
        min(segment_number) as segment_number,
        min_by(npi, segment_number) as npi
    from claim_providers
    where role_code in ('85', '82', '71') and other_segment is null
    group by all

),

stated as (

    select
        asked.edit_id,
        asked.claim_key,
        asked.service_on,
        lines.line_number,
        providers.provider_code,
        providers.npi,
        coalesce(taxonomies.segment_number, providers.segment_number) as segment_number,
        taxonomies.segment_number is not null as is_there,
        taxonomies.taxonomy_code,
        coalesce(
            case providers.provider_code
                when 'BI' then asked.asks_billing
                else asked.asks_person
            end,
            false
        ) as is_asked
    from asked
    inner join providers using (claim_key)
    left join claim_taxonomies as taxonomies
        on
            providers.claim_key = taxonomies.claim_key
            and providers.provider_code = taxonomies.provider_code
            and providers.line_segment is not distinct from taxonomies.line_segment
            and taxonomies.other_segment is null
    left join lines
        on
            providers.claim_key = lines.claim_key
            and providers.line_segment = lines.line_segment
    where
        providers.provider_code = 'BI'
        or providers.provider_code = case asked.form when '837P' then 'PE' else 'AT' end

),

rostered as (

    select
        stated.edit_id,
        stated.claim_key,
        stated.segment_number,
        bool_or(roster.taxonomy_code = stated.taxonomy_code) as is_the_roster_s
    from stated
    inner join clinician_roster as roster using (npi)
    where
        roster.taxonomy_code is not null
        and coalesce(stated.service_on >= roster.from_on, true)
        and coalesce(stated.service_on <= roster.through_on, true)
    group by all

),

told as (

    select
        stated.*,
        coalesce(regexp_full_match(stated.taxonomy_code, '[0-9A-Z]{9}X'), false) as is_whole,
        rostered.is_the_roster_s
    from stated
    left join rostered using (edit_id, claim_key, segment_number)

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'PRV*' || provider_code as field,
    case
        when not is_there then 'no taxonomy'
        when not is_whole then 'a taxonomy that is none'
        else 'another taxonomy than the roster''s'
    end as found,
    case provider_code
        when 'BI' then 'the taxonomy of who bills'
        when 'PE' then 'the taxonomy that the roster has of the rendering clinician'
        else 'the taxonomy that the roster has of the attending clinician'
    end as wanted,
    'A payer that cannot match number and taxonomy does not find the provider.' as why,
    case when is_there or is_asked then 'hold' else 'warn' end as at_most
from told
where
    (not is_there and (is_asked or provider_code = 'BI'))
    or (is_there and not is_whole)
    or (is_there and is_whole and not is_the_roster_s)
