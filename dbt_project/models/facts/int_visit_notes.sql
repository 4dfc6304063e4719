with

names as (

    select
        practice_id,
        alias,
        payer_id
    from {{ ref('stg_settings__payer_aliases') }}
    where alias_kind = 'name'

),

-- visits of lists, whatever the state of their notes: of two lists the newer has the last word
final as (

    select
        listed.practice_id,
        listed.file_id,
        listed.sheet_number,
        listed.segment_number,
        listed.profile_id,
        listed.claim_number,
        listed.member_token,
        names.payer_id,
        listed.service_on,
        listed.procedure_code,
        listed.rendering_npi,
        listed.note_status,
        listed.known_on
    from {{ ref('stg_practice__export_rows') }} as listed
    inner join {{ ref('list_kinds') }} as kinds
        on listed.extract = kinds.extract and kinds.is_of_visits
    left join names
        on
            listed.practice_id = names.practice_id
            and {{ normalised_name('listed.payer_name') }} = names.alias
    where listed.service_on is not null

)

select * from final
