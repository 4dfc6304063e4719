with

source as (

    select * from {{ source('raw', 'submitted_members') }}

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
        source.entity_code,
        source.id_qualifier,
        source.member_token,
        source.member_mask,
        first_arrivals.known_on
    from source
    inner join first_arrivals
        on
            source.practice_id = first_arrivals.practice_id
            and source.file_id = first_arrivals.file_id
            and source.transaction_segment = first_arrivals.segment_number

)

select * from arrived
