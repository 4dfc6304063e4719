with

payers as (

    select * from {{ ref('stg_settings__payers') }}

),

contract_rules as (

    select * from {{ ref('int_rules__contract_rules') }}

),

final as (

    select
        payers.practice_id,
        payers.payer_id,
        contract_rules.carc_code,
        contract_rules.line_outcome as adjustment_class,
        contract_rules.rule_id
    from payers
    inner join contract_rules on payers.practice_id = contract_rules.practice_id
    where
        payers.is_capitated
        and contract_rules.contract_kind = 'capitated'
        and contract_rules.line_outcome is not null

)

select * from final
