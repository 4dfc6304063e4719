with

-- visits of a list that no claim we know is about, and that the list does not call sent
final as (

    select
        listed.practice_id,
        listed.file_id,
        listed.sheet_number,
        listed.segment_number,
        listed.profile_id,
        listed.service_on,
        listed.procedure_code,
        coalesce(listed.billed_usd, 0) as billed_usd,
        {{ days_between('listed.service_on', 'listed.known_on') }} as days_since_service,
        listed.known_on
    from {{ ref('stg_practice__export_rows') }} as listed
    inner join {{ ref('list_kinds') }} as kinds
        on listed.extract = kinds.extract and kinds.is_of_visits
    left join {{ ref('int_export_matches') }} as matches
        on
            listed.practice_id = matches.practice_id
            and listed.file_id = matches.file_id
            and listed.sheet_number = matches.sheet_number
            and listed.segment_number = matches.segment_number
    where
        matches.claim_id is null
        and listed.service_on <= listed.known_on
        and listed.submitted_on is null
        and coalesce(listed.status, 'not_submitted') = 'not_submitted'

)

select * from final
