with

sightings as (

    select * from {{ ref('int_payer_sightings') }}
    where set_code in ('835', '277')

),

named as (

    -- a clearinghouse names no payer; take it only where nobody else is named
    select
        practice_id,
        file_id,
        transaction_segment,
        set_code,
        payer_id,
        matched_by,
        known_on
    from sightings
    qualify row_number() over (
        partition by practice_id, file_id, transaction_segment
        order by is_clearinghouse, segment_number
    ) = 1

)

select * from named
