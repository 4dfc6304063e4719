with

source as (

    select * from {{ source('raw', 'settings_payers') }}

),

renamed as (

    select
        practice_id,
        payer_id,
        name,
        deadline_rule_id,
        untouched_days,
        is_per_diem,
        is_capitated,
        is_electronic
    from source

)

select * from renamed
