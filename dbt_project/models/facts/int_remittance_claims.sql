with

claims as (

    select * from {{ ref('stg_remittance__claims') }}

),

sets as (

    select * from {{ ref('int_remittance_sets') }}

),

-- first service date: of the lines, else of the claim's own period
dates as (

    select
        practice_id,
        file_id,
        claim_segment,
        coalesce(
            min(service_from_on) filter (where service_segment > 0),
            min(service_from_on)
        ) as service_from_on,
        coalesce(
            max(service_to_on) filter (where service_segment > 0),
            max(service_to_on)
        ) as service_to_on
    from {{ ref('int_remittance_dates') }}
    group by practice_id, file_id, claim_segment

),

status_codes as (

    select * from {{ ref('remittance_status_codes') }}

),

final as (

    select
        claims.practice_id,
        {{ surrogate_key([
            'claims.practice_id', 'sets.transaction_digest',
            'claims.segment_number - claims.transaction_segment'
        ]) }} as adjudication_id,
        claims.file_id,
        claims.segment_number,
        claims.transaction_segment,
        sets.transaction_digest,
        claims.segment_number - claims.transaction_segment as position,  -- noqa: RF04
        claims.claim_number,
        {{ links_by_number('claims.claim_number') }} as is_number_linking,
        dates.service_from_on,
        dates.service_to_on,
        claims.claim_status_code,
        status_codes.line_outcome as status_outcome,
        coalesce(status_codes.is_denial, false) as is_denied_by_status,
        status_codes.payer_sequence as status_sequence,
        coalesce(status_codes.line_outcome, '') = 'reversal' as is_reversal,
        coalesce(claims.charge_usd, 0) as charge_usd,
        coalesce(claims.paid_usd, 0) as paid_usd,
        coalesce(claims.patient_usd, 0) as patient_usd,
        nullif(trim(both from claims.payer_claim_number), '') as payer_claim_number,
        nullif(trim(both from claims.place_of_service), '') as place_of_service,
        sets.payer_id,
        sets.remit_on,
        sets.known_on
    from claims
    inner join sets
        on
            claims.practice_id = sets.practice_id
            and claims.file_id = sets.file_id
            and claims.transaction_segment = sets.transaction_segment
    left join dates
        on
            claims.practice_id = dates.practice_id
            and claims.file_id = dates.file_id
            and claims.segment_number = dates.claim_segment
    left join status_codes
        on trim(both from claims.claim_status_code) = status_codes.claim_status_code

)

select * from final
