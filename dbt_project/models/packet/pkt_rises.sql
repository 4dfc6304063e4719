{%- set parts = [('payer', 'payer_id'), ('group', 'category')] -%}
with

signals as (

    select * from {{ ref('rlp_signal_week') }}
    where measure = 'claims_denied' and scope = 'all'

),

-- of a rise only: nothing is explained that has not been called a change
told as (

    select
        practice_id,
        packet_week,
        known_weeks
    from signals
    where signal = 'above'

),

counts as (

    {% for part_kind, part in parts %}
        select
            practice_id,
            packet_week,
            '{{ part_kind }}' as part_kind,
            {{ part }} as part_key,
            count(*) as claim_count
        from {{ ref('rlp_denied_claim_week') }}
        where not is_running
        group by practice_id, packet_week, {{ part }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

earlier as (

    select
        told.practice_id,
        told.packet_week,
        counts.part_kind,
        counts.part_key,
        sum(counts.claim_count) as earlier_count
    from told
    inner join signals
        on
            told.practice_id = signals.practice_id
            and told.packet_week > signals.packet_week
            and signals.packet_week >= told.packet_week - 84
    inner join counts
        on
            signals.practice_id = counts.practice_id
            and signals.packet_week = counts.packet_week
    where signals.known_figure is not null
    group by told.practice_id, told.packet_week, counts.part_kind, counts.part_key

),

labels as (

    select distinct
        practice_id,
        category,
        category_label
    from {{ ref('dim_denial_reasons') }}

),

final as (

    select
        told.practice_id,
        told.packet_week,
        counts.part_kind,
        counts.part_key,
        coalesce(labels.category_label, payers.name, counts.part_key) as part_label,
        cast(counts.claim_count as int) as claim_count,
        {{ decimal_of(
            'coalesce(earlier.earlier_count, 0) / cast(told.known_weeks as double)', 9, 2
        ) }} as usual_count
    from told
    inner join counts using (practice_id, packet_week)
    left join earlier using (practice_id, packet_week, part_kind, part_key)
    left join {{ ref('dim_payers') }} as payers
        on
            counts.part_kind = 'payer'
            and counts.practice_id = payers.practice_id and counts.part_key = payers.payer_id
    left join labels
        on
            counts.part_kind = 'group'
            and counts.practice_id = labels.practice_id and counts.part_key = labels.category
    where counts.claim_count * told.known_weeks > coalesce(earlier.earlier_count, 0)

)

select * from final
