with

transactions as (

    select * from {{ ref('stg_x12__copies') }}
    where set_code = '837'

),

batches as (

    -- what a 999 answers: one batch (GS..GE) of ours, by its number
    select
        practice_id,
        functional_code,
        group_control_number,
        interchange_sender_id,
        interchange_control_number,
        interchange_on,
        min(known_on) as known_on
    from transactions
    group by
        practice_id,
        functional_code,
        group_control_number,
        interchange_sender_id,
        interchange_control_number,
        interchange_on

)

select * from batches
