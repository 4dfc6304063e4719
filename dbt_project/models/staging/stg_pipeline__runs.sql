with

source as (

    select * from {{ source('raw', 'runs') }}

),

renamed as (

    select
        practice_id,
        run_id,
        as_of_on,
        started_at,
        finished_at,
        outcome,
        rules_digest
    from source

)

select * from renamed
