with

source as (

    select * from {{ source('raw', 'file_totals') }}

),

renamed as (

    select
        practice_id,
        file_id,
        claim_count,
        charge_usd,
        paid_usd,
        line_count,
        adjustment_count,
        adjusted_usd,
        provider_adjustment_count,
        provider_adjusted_usd,
        status_count,
        submitted_count,
        submitted_usd
    from source

)

select * from renamed
