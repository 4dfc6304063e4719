with

items as (

    select * from {{ ref('int_denial_items') }}

),

medians as (

    select medians.*
    from {{ ref('int_allowed_medians') }} as medians
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    where medians.line_count >= numbers.expected_min_lines

),

ratios as (

    select * from {{ ref('int_allowed_ratios') }}

),

estimates as (

    select
        items.practice_id,
        items.denial_id,
        items.denied_usd,
        items.charge_usd,
        items.allowed_usd,
        -- the units we bill: of a denied line payers repeat none, or those they paid
        coalesce(nullif(context.units, 0), items.units) as units,
        coalesce(contracts.per, case when listed.denial_id is not null then 'line' end, 'unit')
            as per,
        {{ wide_usd(
            'coalesce(contracts.allowed_usd, listed.expected_allowed_usd, medians.unit_allowed_usd)'
        ) }} as price_usd,
        case
            when contracts.denial_id is not null then 'contract'
            when listed.denial_id is not null then 'listed'
            when medians.unit_allowed_usd is not null then 'median'
            when of_payer.allowed_ratio is not null then 'payer_ratio'
            when of_practice.allowed_ratio is not null then 'practice_ratio'
            else 'charge'
        end as expected_allowed_basis,
        {{ wide_usd('items.denied_usd') }}
        * coalesce(of_payer.allowed_ratio, of_practice.allowed_ratio, 1)
            as by_ratio_usd
    from items
    left join {{ ref('int_contract_fees') }} as contracts using (practice_id, denial_id)
    left join {{ ref('int_listed_prices') }} as listed using (practice_id, denial_id)
    left join medians
        using (
            practice_id, payer_id, payer_sequence, procedure_code, modifiers, opened_on
        )
    left join ratios as of_payer
        on
            items.practice_id = of_payer.practice_id
            and items.payer_id = of_payer.scope
            and items.payer_sequence = of_payer.payer_sequence
            and items.opened_on = of_payer.opened_on
    left join ratios as of_practice
        on
            items.practice_id = of_practice.practice_id
            and of_practice.scope = '*'
            and items.payer_sequence = of_practice.payer_sequence
            and items.opened_on = of_practice.opened_on
    left join {{ ref('int_denial_context') }} as context
        on items.practice_id = context.practice_id and items.denial_id = context.denial_id

),

final as (

    select
        practice_id,
        denial_id,
        expected_allowed_basis,
        cast(greatest(0, least(
            -- a full denial may deny less than the charge; nobody allows more than was denied
            denied_usd,
            round(case
                when price_usd is null then by_ratio_usd
                -- of a partial denial, what is still missing
                else
                    least(charge_usd, price_usd * case when per = 'unit' then units else 1 end)
                    - allowed_usd
            end, 2)
        )) as decimal(18, 2)) as expected_allowed_usd
    from estimates

)

select * from final
