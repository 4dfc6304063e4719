{%- set share = 'cast(claim_count as double) / category_count' -%}
{%- set spread = 'cast(interval_width as double) * cast(interval_width as double)' -%}
{%- set lift
    = 'cast(claim_count as double) * all_count / (cast(answered_count as double) * category_count)'
-%}
{#- A share of 1 is its own bound, and the last digit of a double falls on either side of it. #}
{%- set lift_low = 'least((middle - reach) * all_count / answered_count, ' ~ lift ~ ')' -%}
{%- set lift_high = 'greatest((middle + reach) * all_count / answered_count, ' ~ lift ~ ')' -%}
with

counted as (

    select
        weeks.practice_id,
        weeks.packet_week,
        places.category,
        places.dimension,
        places.cell,
        numbers.concentration_claims,
        numbers.interval_width,
        sum(places.claim_count) as claim_count
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join {{ ref('rlp_answer_place_week') }} as places
        on
            weeks.practice_id = places.practice_id
            and weeks.packet_week >= places.packet_week
            and places.packet_week > weeks.packet_week
            - cast(7 * numbers.concentration_weeks as int)
    group by
        weeks.practice_id, weeks.packet_week, places.category, places.dimension, places.cell,
        numbers.concentration_claims, numbers.interval_width

),

joined as (

    select
        cells.*,
        categories.claim_count as category_count,
        answered.claim_count as answered_count,
        everything.claim_count as all_count
    from counted as cells
    inner join counted as categories
        on
            {{ same_dimension('cells', 'categories') }}
            and cells.category = categories.category and categories.cell = 'all'
    inner join counted as answered
        on
            {{ same_dimension('cells', 'answered') }}
            and cells.cell = answered.cell and answered.category = 'all'
    inner join counted as everything
        on
            {{ same_dimension('cells', 'everything') }}
            and everything.category = 'all' and everything.cell = 'all'
    where
        cells.category <> 'all' and cells.cell <> 'all'
        and cells.claim_count >= cells.concentration_claims

),

-- Wilson's interval of the share: it holds for few claims too, and never leaves 0..1
spread as (

    select
        *,
        (
            {{ share }} + {{ spread }} / (2 * category_count)
        ) / (1 + {{ spread }} / category_count) as middle,
        sqrt(
            {{ spread }} * (
                {{ share }} * (1 - {{ share }}) + {{ spread }} / (4 * category_count)
            ) / category_count
        ) / (1 + {{ spread }} / category_count) as reach
    from joined

),

final as (

    select
        practice_id,
        packet_week,
        category,
        dimension,
        cell,
        cast(claim_count as int) as claim_count,
        cast(category_count as int) as category_claim_count,
        {{ share }} as share,  -- noqa: RF04
        cast(answered_count as double) / all_count as answered_share,
        {{ decimal_of(lift, 18, 6) }} as lift,
        {{ decimal_of(lift_low, 18, 6) }} as lift_low,
        {{ decimal_of(lift_high, 18, 6) }} as lift_high
    from spread

)

select * from final
