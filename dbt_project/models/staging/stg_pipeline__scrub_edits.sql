with

source as (

    select * from {{ source('raw', 'scrub_edits') }}

),

renamed as (

    select
        practice_id,
        run_id,
        edit_id,
        template_id,
        severity,
        payer_id
    from source

)

select * from renamed
