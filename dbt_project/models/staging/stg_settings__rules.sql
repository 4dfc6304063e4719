with

source as (

    select * from {{ source('raw', 'settings_rules') }}

),

renamed as (

    select
        practice_id,
        rule_table,
        rule_key,
        rule_id,
        column_name,
        value
    from source

)

select * from renamed
