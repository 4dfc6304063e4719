with

events as (

    select * from {{ ref('int_adjudication_events') }}

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

outcomes as (

    select * from {{ ref('int_claim_outcomes') }}

),

tokens as (

    select * from {{ ref('int_adjudication_patients') }}

),

firsts as (

    select * from {{ ref('int_first_adjudications') }}

),

reversed as (

    select * from {{ ref('int_reversal_pairs') }}

),

noise as (

    select * from {{ ref('int_noise_adjudications') }}

),

final as (

    select
        events.practice_id,
        events.adjudication_id,
        events.claim_id,
        events.claim_number,
        -- as it was known with this statement; later links do not rewrite it
        case
            when events.joined_on <= events.known_on then events.lineage_id else events.claim_id
        end as lineage_id,
        tokens.patient_token,
        claims.payer_claim_number,
        events.payer_id,
        events.payer_sequence,
        claims.claim_status_code,
        events.remit_on,
        claims.service_from_on,
        claims.service_to_on,
        cast(claims.charge_usd as decimal(18, 2)) as charge_usd,
        cast(claims.paid_usd as decimal(18, 2)) as paid_usd,
        cast(claims.patient_usd as decimal(18, 2)) as patient_usd,
        events.outcome,
        firsts.adjudication_id is not null as is_first,
        noise.adjudication_id is not null as is_noise,
        outcomes.is_balanced,
        cast(outcomes.unbalanced_usd as decimal(18, 2)) as unbalanced_usd,
        events.reversal_id as reversed_by,
        events.reversed_on,
        reversed.original_id as reverses,
        events.known_on,
        claims.transaction_digest,
        claims.position,
        claims.file_id,
        claims.segment_number
    from events
    inner join claims using (practice_id, adjudication_id)
    inner join outcomes using (practice_id, adjudication_id)
    left join tokens using (practice_id, adjudication_id)
    left join firsts using (practice_id, adjudication_id)
    left join noise using (practice_id, adjudication_id)
    left join reversed
        on
            events.practice_id = reversed.practice_id
            and events.adjudication_id = reversed.reversal_id

)

select * from final
