{%- set square = 'interval_width * interval_width' -%}
with

numbers as (

    select
        practice_id,
        cast(recovery_strength as double) as strength,
        cast(interval_width as double) as interval_width
    from {{ ref('int_rule_numbers') }}

),

records as (

    select
        practice_id,
        packet_week,
        payer_id,
        category,
        won_count,
        lost_count,
        open_count,
        cast(won_weight as double) as won_weight,
        cast(lost_weight as double) as lost_weight
    from {{ ref('int_recovery_counts') }}

),

learned as (

    select
        own.*,
        everywhere.won_count as category_won_count,
        everywhere.lost_count as category_lost_count,
        priors.p_recover_default as p_prior,
        priors.rule_id as prior_rule_id,
        numbers.interval_width,
        numbers.strength + own.won_weight + own.lost_weight as weight,
        case
            when own.payer_id = 'all'
                then {{ pulled('cast(priors.p_recover_default as double)', 'own') }}
            else
                {{ pulled(
                    pulled('cast(priors.p_recover_default as double)', 'everywhere'), 'own'
                ) }}
        end as p
    from records as own
    inner join records as everywhere
        on
            own.practice_id = everywhere.practice_id
            and own.packet_week = everywhere.packet_week
            and own.category = everywhere.category
            and everywhere.payer_id = 'all'
    inner join {{ ref('int_rules__recovery_priors') }} as priors
        on own.practice_id = priors.practice_id and own.category = priors.category
    inner join numbers on own.practice_id = numbers.practice_id

),

-- Wilson's interval, what was believed counted in: it never leaves 0..1
spread as (

    select
        *,
        (p + {{ square }} / (2 * weight)) / (1 + {{ square }} / weight) as middle,
        sqrt({{ square }} * (p * (1 - p) + {{ square }} / (4 * weight)) / weight)
        / (1 + {{ square }} / weight) as reach
    from learned

)

select
    practice_id,
    packet_week,
    payer_id,
    category,
    won_count,
    lost_count,
    open_count,
    category_won_count,
    category_lost_count,
    {{ decimal_of('p_prior', 9, 6) }} as p_prior,
    prior_rule_id,
    case
        when won_count + lost_count > 0 and payer_id <> 'all' then 'payer'
        when category_won_count + category_lost_count > 0 then 'category'
        else 'prior'
    end as odds_basis,
    {{ decimal_of('p', 9, 6) }} as p_recover,
    {{ decimal_of('middle - reach', 9, 6) }} as p_low,
    {{ decimal_of('middle + reach', 9, 6) }} as p_high
from spread
