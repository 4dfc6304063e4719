with

source as (

    select * from {{ source('raw', 'scrub_findings') }}

),

renamed as (

    select
        practice_id,
        run_id,
        file_id,
        claim_number,
        line_number,
        segment_number,
        edit_id,
        template_id,
        severity,
        is_urgent,
        field,
        owner_role,
        charge_usd,
        transaction_digest,
        claim_position
    from source

)

select * from renamed
