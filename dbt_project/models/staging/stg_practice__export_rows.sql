with

source as (

    select * from {{ source('raw', 'practice_export_rows') }}

),

files as (

    select * from {{ ref('stg_files') }}

),

renamed as (

    select
        source.practice_id,
        source.file_id,
        source.sheet_number,
        source.row_number as segment_number,
        source.profile_id,
        source.extract,  -- noqa: RF04
        source.claim_number,
        source.payer_claim_number,
        source.payer_name,
        source.member_token,
        source.service_on,
        source.created_on,
        source.submitted_on,
        source.last_activity_on,
        source.status,
        source.procedure_code,
        source.rendering_npi,
        source.location_npi,
        source.note_status,
        source.billed_usd,
        source.expected_allowed_usd,
        source.insurance_paid_usd,
        source.insurance_balance_usd,
        files.known_on
    from source
    inner join files using (practice_id, file_id)

)

select * from renamed
