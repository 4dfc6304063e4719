{%- set dimensions = [
    ('payer', 'answers', 'payer_id'),
    ('clinician', 'answers', 'rendering_npi'),
    ('location', 'answers', 'location_id'),
    ('place_of_service', 'answers', 'place_of_service'),
    ('procedure', 'services', 'procedure_code'),
] -%}
with

answers as (

    select
        firsts.practice_id,
        firsts.packet_week,
        firsts.adjudication_id,
        firsts.payer_id,
        firsts.is_denied,
        places.rendering_npi,
        places.location_id,
        places.place_of_service
    from {{ ref('rlp_first_answer_week') }} as firsts
    left join {{ ref('int_adjudication_places') }} as places using (practice_id, adjudication_id)

),

services as (

    select
        answers.practice_id,
        answers.packet_week,
        answers.adjudication_id,
        answers.is_denied,
        services.procedure_code
    from answers
    inner join {{ ref('fct_adjudication_lines') }} as services using (practice_id, adjudication_id)
    group by all

),

-- each answered claim once under each place it is known at, and once among all that are known;
-- a claim with two services stands under both
cells as (

    {% for dimension, told_by, cell in dimensions %}
        {% set is_last = loop.last %}
        {% for shown in [cell, "'all'"] %}
            select
                practice_id,
                packet_week,
                adjudication_id,
                is_denied,
                '{{ dimension }}' as dimension,
                {{ shown }} as cell
            from {{ told_by }}
            where {{ cell }} is not null
            {{ 'group by all' if told_by == 'services' }}
            {{ 'union all' if not (is_last and loop.last) }}
        {% endfor %}
    {% endfor %}

),

kinds as (

    select distinct
        practice_id,
        adjudication_id,
        category
    from {{ ref('fct_denials') }}

),

marked as (

    select
        *,
        'all' as category
    from cells

    union all

    select
        cells.*,
        kinds.category
    from cells
    inner join kinds
        on cells.practice_id = kinds.practice_id and cells.adjudication_id = kinds.adjudication_id
    where cells.is_denied

)

select
    practice_id,
    packet_week,
    category,
    dimension,
    cell,
    cast(count(*) as int) as claim_count
from marked
group by practice_id, packet_week, category, dimension, cell
