with

source as (

    select * from {{ source('raw', 'scrub_sets') }}

),

renamed as (

    select
        practice_id,
        run_id,
        transaction_digest,
        sent_on
    from source

)

select * from renamed
