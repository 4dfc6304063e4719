with

sets as (

    select * from {{ ref('stg_x12__transactions') }}
    where set_code = '835'

),

production_dates as (

    select
        practice_id,
        file_id,
        transaction_segment,
        min(date_on) as produced_on
    from {{ ref('stg_remittance__dates') }}
    where qualifier = '405' and claim_segment is null
    group by practice_id, file_id, transaction_segment

),

payments as (

    select
        practice_id,
        file_id,
        transaction_segment,
        min(paid_on) as paid_on
    from {{ ref('stg_remittance__payments') }}
    group by practice_id, file_id, transaction_segment

),

payers as (

    select * from {{ ref('int_payer_of_transaction') }}

),

final as (

    select
        sets.practice_id,
        sets.file_id,
        sets.segment_number as transaction_segment,
        sets.transaction_digest,
        payers.payer_id,
        -- the clock of appeals starts on the payer's own date
        coalesce(
            production_dates.produced_on, payments.paid_on, sets.group_on, sets.known_on
        ) as remit_on,
        sets.known_on
    from sets
    left join production_dates
        on
            sets.practice_id = production_dates.practice_id
            and sets.file_id = production_dates.file_id
            and sets.segment_number = production_dates.transaction_segment
    left join payments
        on
            sets.practice_id = payments.practice_id
            and sets.file_id = payments.file_id
            and sets.segment_number = payments.transaction_segment
    left join payers
        on
            sets.practice_id = payers.practice_id
            and sets.file_id = payers.file_id
            and sets.segment_number = payers.transaction_segment

)

select * from final
