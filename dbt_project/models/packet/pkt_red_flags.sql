with

final as (

    -- no clinician is named on the summary: the same pattern at one payer stands apart by its count
    select
        flags.practice_id,
        flags.packet_week,
        flags.red_flag,
        flags.entity_kind,
        flags.entity_id,
        flags.payer_id,
        flags.flag_order,
        flags.pattern,
        coalesce(payers.name, flags.payer_id)
        -- everybody reads this page: a location of a protected program is not named
        || coalesce(case when not locations.is_part2 then ', ' || locations.name end, '')
            as found_where,
        flags.evidence,
        cast(round(flags.expected_recovery_usd, 0) as decimal(18, 2)) as likely_back_usd,
        flags.next_action,
        flags.act_by_on,
        owners.label as owner_label,
        owners.owner
    from {{ ref('rlp_red_flag_week') }} as flags
    inner join {{ ref('dim_owners') }} as owners using (practice_id, owner_role)
    left join {{ ref('dim_payers') }} as payers using (practice_id, payer_id)
    left join {{ ref('dim_locations') }} as locations
        on
            flags.practice_id = locations.practice_id
            and flags.entity_id = locations.location_id
            and flags.entity_kind = 'location'

)

select * from final
