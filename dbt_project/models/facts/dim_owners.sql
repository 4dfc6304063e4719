with

practices as (

    select practice_id from {{ ref('stg_settings__practices') }}

),

roles as (

    select * from {{ ref('owner_roles') }}

),

owners as (

    select * from {{ ref('stg_settings__owners') }}

),

final as (

    select
        practices.practice_id,
        roles.owner_role,
        roles.label,
        cast(roles.display_order as int) as owner_order,
        owners.owner
    from practices
    cross join roles
    left join owners
        on practices.practice_id = owners.practice_id and roles.owner_role = owners.owner_role

)

select * from final
