with

remittances as (

    select * from {{ ref('stg_x12__transactions') }}
    where set_code = '835'

),

remittance_payers as (

    select * from {{ ref('stg_remittance__payers') }}
    qualify row_number() over (
        partition by practice_id, file_id, transaction_segment order by segment_number
    ) = 1

),

-- a further number of the payer, beside its name
payer_numbers as (

    {{
        first_of(
            'stg_remittance__references', 'identifier', ['transaction_segment'],
            "claim_segment is null and qualifier = '2U'"
        )
    }}

),

originators as (

    {{
        first_of(
            'stg_remittance__traces', 'originator_id', ['transaction_segment'],
            'transaction_segment is not null'
        )
    }}

),

final as (

    select
        remittances.practice_id,
        remittances.file_id,
        remittances.segment_number as transaction_segment,
        coalesce(payers.segment_number, remittances.segment_number) as segment_number,
        remittances.set_code,
        cast(null as int) as hierarchy_segment,
        false as is_clearinghouse,
        payers.name,
        payers.identifier as identifier_1,
        payer_numbers.identifier as identifier_2,
        originators.originator_id as identifier_3,
        remittances.known_on
    from remittances
    left join remittance_payers as payers
        on {{ same_segment('remittances', 'segment_number', 'payers', 'transaction_segment') }}
    left join payer_numbers
        on {{ same_segment(
            'remittances', 'segment_number', 'payer_numbers', 'transaction_segment'
        ) }}
    left join originators
        on {{ same_segment(
            'remittances', 'segment_number', 'originators', 'transaction_segment'
        ) }}

)

select * from final
