with

found as (

    select
        *,
        {{ surrogate_key([
            'practice_id', 'category', 'payer_id', 'procedure_code', 'place_of_service',
            'modifiers', 'rendering_npi', 'location_id',
        ]) }} as cause_id
    from {{ ref('int_cause_scan') }}

),

final as (

    -- everybody reads it: no clinician is named, and no location of a protected program
    select
        found.practice_id,
        found.packet_week,
        found.cause_id,
        found.cause_rank,
        found.category,
        found.payer_id,
        found.procedure_code,
        found.place_of_service,
        found.modifiers,
        found.rendering_npi,
        found.location_id,
        found.kind,
        found.since_on,
        found.event_count,
        found.expected_count,
        found.line_count,
        found.ratio_low,
        found.ratio_high,
        concat_ws(
            ', ',
            case when found.payer_id is not null then coalesce(payers.name, found.payer_id) end,
            'procedure ' || found.procedure_code,
            case
                when found.modifiers = '' then 'no modifier'
                else 'modifier ' || replace(found.modifiers, ':', ' ')
            end,
            case
                when found.place_of_service = '02' then 'telehealth'
                when found.place_of_service = '10' then 'telehealth at home'
                else 'place of service ' || found.place_of_service
            end,
            case when found.rendering_npi is not null then 'one clinician' end,
            case
                when locations.is_part2 then 'one location'
                when found.location_id is not null then coalesce(locations.name, found.location_id)
            end
        ) as found_where
    from found
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join {{ ref('dim_locations') }} as locations using (practice_id, location_id)

)

select * from final
