with

pairs as (

    select * from {{ ref('stg_remittance__provider_adjustments') }}

),

transactions as (

    select * from {{ ref('stg_x12__transactions') }}

),

payments as (

    {{
        first_of(
            'stg_remittance__payments', 'paid_on', ['transaction_segment'],
            'transaction_segment is not null'
        )
    }}

),

production_dates as (

    {{
        first_of(
            'stg_remittance__dates', 'date_on', ['transaction_segment'],
            "claim_segment is null and qualifier = '405'"
        )
    }}

),

final as (

    select
        pairs.practice_id,
        {{ surrogate_key([
            'pairs.practice_id', 'transactions.transaction_digest',
            'pairs.segment_number - pairs.transaction_segment', 'pairs.pair'
        ]) }} as take_back_id,
        payers.payer_id,
        coalesce(production_dates.date_on, payments.paid_on, transactions.group_on) as remit_on,
        pairs.reason_code,
        coalesce(reasons.label, 'Reason no rule knows') as label,  -- noqa: RF04
        coalesce(reasons.is_take_back, false) as is_take_back,
        coalesce(reasons.shown_as, 'other') as shown_as,
        reasons.rule_id,
        pairs.provider_identifier,
        pairs.fiscal_on,
        pairs.reference_token,
        pairs.amount_usd,
        pairs.pair,
        pairs.known_on,
        pairs.file_id,
        pairs.segment_number
    from pairs
    inner join transactions
        on {{ same_set('pairs', 'transactions') }}
    left join {{ ref('int_payer_of_transaction') }} as payers
        on {{ same_set('pairs', 'payers', 'transaction_segment') }}
    left join payments
        on {{ same_set('pairs', 'payments', 'transaction_segment') }}
    left join production_dates
        on {{ same_set('pairs', 'production_dates', 'transaction_segment') }}
    left join {{ ref('int_rules__provider_adjustment_reasons') }} as reasons
        on
            pairs.practice_id = reasons.practice_id
            and pairs.reason_code = reasons.reason_code

)

select * from final
