with

source as (

    select * from {{ source('raw', 'settings_edits') }}

),

renamed as (

    select
        practice_id,
        edit_id,
        template_id,
        payer_id,
        severity,
        category,
        owner_role,
        since_on,
        adopted_on,
        adopted_by_role,
        evidence_id,
        reason,
        starts_on,
        review_on,
        expires_on
    from source

)

select * from renamed
