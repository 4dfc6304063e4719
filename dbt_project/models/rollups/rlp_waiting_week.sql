with

claims as (

    select claims.*
    from {{ ref('rlp_open_claim_week') }} as claims
    left join {{ ref('rlp_unaccepted_claim_week') }} as unaccepted
        using (practice_id, packet_week, claim_id, payer_id, payer_sequence)
    where
        claims.state in ('pended', 'information_requested')
        or unaccepted.from_on is not null

),

requests as (

    select
        practice_id,
        packet_week,
        claim_id,
        payer_id,
        max(act_by_on) as answer_by_on,
        min(owner_role) as owner_role,
        min(waits_as) as waits_as
    from {{ ref('rlp_assigned_item_week') }}
    where item_kind = 'information_request'
    group by practice_id, packet_week, claim_id, payer_id

),

final as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.covers_until,
        claims.is_running,
        claims.claim_id,
        claims.claim_number,
        claims.payer_id,
        claims.payer_sequence,
        -- a payer that still waits for records waits, whatever it reviews meanwhile
        case when requests.claim_id is not null then 'information_requested' else claims.state end
            as state,
        claims.service_on,
        coalesce(last_words.code, '') as code,
        {{ days_between('claims.from_on', 'claims.covers_until') }} as days_in_state,
        requests.answer_by_on,
        requests.waits_as,
        coalesce(requests.owner_role, claims.owner_role) as owner_role,
        cast(
            {{ wide_usd('claims.open_usd') }} * coalesce(ratios.allowed_ratio, 1) as decimal(18, 2)
        ) as usual_usd
    from claims
    left join {{ ref('rlp_payer_word_week') }} as last_words
        using (practice_id, packet_week, claim_id, payer_id)
    left join requests using (practice_id, packet_week, claim_id, payer_id)
    left join {{ ref('rlp_usual_ratio_week') }} as ratios
        using (practice_id, packet_week, payer_id)

)

select * from final
