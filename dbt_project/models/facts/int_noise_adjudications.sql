with

final as (

    select distinct
        practice_id,
        adjudication_id
    from {{ ref('int_denial_events') }}
    where is_noise_event

)

select * from final
