with

claims as (

    select * from {{ ref('rlp_open_claim_week') }}
    where state in ('pended', 'information_requested')

),

words as (

    select
        claims.practice_id,
        claims.packet_week,
        claims.claim_id,
        claims.payer_id,
        events.source || ' ' || events.category_code as code,
        events.known_on
    from claims
    inner join {{ ref('fct_status_events') }} as events
        on
            claims.practice_id = events.practice_id
            and claims.claim_id = events.claim_id
            and claims.payer_id = events.payer_id
            and events.outcome in ('pended', 'information_requested')
            and claims.covers_until > events.known_on

    union all

    select
        claims.practice_id,
        claims.packet_week,
        claims.claim_id,
        claims.payer_id,
        adjustments.group_code || '-' || adjustments.carc_code as code,
        adjustments.known_on
    from claims
    inner join {{ ref('fct_adjudications') }} as answers
        on
            claims.practice_id = answers.practice_id
            and claims.claim_id = answers.claim_id
            and claims.payer_id = answers.payer_id
            and claims.covers_until > answers.known_on
    inner join {{ ref('fct_adjustments') }} as adjustments
        on
            answers.practice_id = adjustments.practice_id
            and answers.adjudication_id = adjustments.adjudication_id
            and adjustments.adjustment_class = 'pend'

),

final as (

    -- what the payer said last about the claim
    select * from words
    qualify row_number() over (
        partition by practice_id, packet_week, claim_id, payer_id
        order by known_on desc, code asc
    ) = 1

)

select * from final
