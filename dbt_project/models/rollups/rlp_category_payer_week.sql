with

payers as (

    select
        practice_id,
        packet_week,
        category,
        payer_id,
        count(distinct claim_id) as claim_count
    from {{ ref('rlp_denial_week') }}
    where is_new and not is_running
    group by practice_id, packet_week, category, payer_id

),

final as (

    select
        payers.practice_id,
        payers.packet_week,
        payers.category,
        {{ agg_list(
            'coalesce(dim_payers.name, payers.payer_id)',
            'payers.claim_count desc, payers.payer_id asc', ', '
        ) }} as payer_names
    from payers
    left join {{ ref('dim_payers') }} as dim_payers using (practice_id, payer_id)
    group by payers.practice_id, payers.packet_week, payers.category

)

select * from final
