{%- set counted = [
    ('claims_denied', "'all'", 'count(*)', 'rlp_denied_claim_week', 'not is_running'),
    ('likely_back', "'all'", 'sum(likely_whole_usd)', 'rlp_denied_claim_week', 'not is_running'),
    ('category_claims', 'category', 'count(*)', 'rlp_denied_claim_week', 'not is_running'),
    ('untouched', "'all'", 'sum(claim_count)', 'rlp_untouched_week', 'true'),
    ('rejected', "'all'", 'count(*)', 'rlp_rejection_week', 'is_new and not is_running'),
] -%}
with

counts as (

    {% for measure, scope, figure, source_name, condition in counted %}
        select
            practice_id,
            packet_week,
            '{{ measure }}' as measure,
            {{ scope }} as scope,
            cast({{ figure }} as decimal(18, 6)) as figure
        from {{ ref(source_name) }}
        where {{ condition }}
        group by practice_id, packet_week, {{ scope }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from counts
