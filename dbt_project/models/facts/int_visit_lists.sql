with

-- lists of visits, those that show nothing unbilled included
final as (

    select distinct
        listed.practice_id,
        listed.file_id,
        listed.profile_id,
        listed.known_on
    from {{ ref('stg_practice__export_rows') }} as listed
    inner join {{ ref('list_kinds') }} as kinds
        on listed.extract = kinds.extract and kinds.is_of_visits

)

select * from final
