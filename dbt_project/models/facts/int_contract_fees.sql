with

-- what a contract allows is what a payer that is asked first allows
items as (

    select
        *,
        {{ sorted_parts('modifiers', ':') }} as sorted_modifiers
    from {{ ref('int_denial_items') }}
    where payer_sequence = 'primary' and procedure_code is not null

),

fees as (

    select * from {{ ref('stg_settings__fees') }}

),

final as (

    select
        items.practice_id,
        items.denial_id,
        fees.allowed_usd,
        fees.per
    from items
    inner join fees
        on
            items.practice_id = fees.practice_id
            and items.payer_id = fees.payer_id
            and items.procedure_code = fees.procedure_code
    where
        items.service_on >= fees.from_on
        and items.service_on <= coalesce(fees.through_on, items.service_on)
        and fees.modifiers in ('', items.sorted_modifiers)
    -- a row with the line's own modifiers stands before one that serves any
    qualify row_number() over (
        partition by items.practice_id, items.denial_id
        order by fees.modifiers desc
    ) = 1

)

select * from final
