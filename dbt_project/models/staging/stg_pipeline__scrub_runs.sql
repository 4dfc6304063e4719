with

source as (

    select * from {{ source('raw', 'scrub_runs') }}

),

renamed as (

    select
        practice_id,
        run_id,
        as_of_on as known_on,
        rules_version,
        file_count,
        claim_count,
        hold_claim_count,
        warn_claim_count,
        info_claim_count,
        unchecked_claim_count,
        charge_usd,
        held_usd
    from source

)

select * from renamed
