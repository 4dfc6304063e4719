with

source as (

    select * from {{ source('raw', 'submitted_payers') }}

),

first_arrivals as (

    select * from {{ ref('stg_x12__transactions') }}

),

arrived as (

    select
        source.practice_id,
        source.file_id,
        source.segment_number,
        source.transaction_segment,
        source.hierarchy_segment,
        source.claim_segment,
        source.other_segment,
        source.entity_type_code,
        source.name,
        source.id_qualifier,
        source.identifier,
        first_arrivals.known_on
    from source
    inner join first_arrivals
        on
            source.practice_id = first_arrivals.practice_id
            and source.file_id = first_arrivals.file_id
            and source.transaction_segment = first_arrivals.segment_number

)

select * from arrived
