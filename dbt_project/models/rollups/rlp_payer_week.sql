with

answers as (

    select
        practice_id,
        packet_week,
        payer_id,
        count(*) as adjudicated_count,
        count(*) filter (where is_denied) as initial_denial_count
    from {{ ref('rlp_first_answer_week') }}
    group by practice_id, packet_week, payer_id

),

denied as (

    select
        practice_id,
        packet_week,
        payer_id,
        sum(denied_usd) as denied_usd,
        sum(denied_usd) filter (where payer_sequence not in ('primary', 'unknown'))
            as later_turn_denied_usd
    from {{ ref('rlp_denial_week') }}
    where is_new and not is_running
    group by practice_id, packet_week, payer_id

),

paid as (

    select
        weeks.practice_id,
        weeks.packet_week,
        adjudications.payer_id,
        sum(adjudications.paid_usd) as paid_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_adjudications') }} as adjudications
        on
            weeks.practice_id = adjudications.practice_id
            and weeks.packet_week <= adjudications.known_on
            and weeks.covers_until > adjudications.known_on
    group by weeks.practice_id, weeks.packet_week, adjudications.payer_id

),

rejected as (

    select
        practice_id,
        packet_week,
        payer_id,
        count(*) as rejection_count
    from {{ ref('rlp_rejection_week') }}
    where is_new and not is_running
    group by practice_id, packet_week, payer_id

),

final as (

    select
        practice_id,
        packet_week,
        payer_id,
        cast(coalesce(answers.adjudicated_count, 0) as int) as adjudicated_count,
        cast(coalesce(answers.initial_denial_count, 0) as int) as initial_denial_count,
        cast(answers.initial_denial_count as double)
        / nullif(answers.adjudicated_count, 0) as denial_rate,
        cast(coalesce(denied.denied_usd, 0) as decimal(18, 2)) as denied_usd,
        cast(coalesce(denied.later_turn_denied_usd, 0) as decimal(18, 2)) as later_turn_denied_usd,
        cast(coalesce(paid.paid_usd, 0) as decimal(18, 2)) as paid_usd,
        cast(coalesce(rejected.rejection_count, 0) as int) as rejection_count
    from answers
    full join denied using (practice_id, packet_week, payer_id)
    full join paid using (practice_id, packet_week, payer_id)
    full join rejected using (practice_id, packet_week, payer_id)

)

select * from final
