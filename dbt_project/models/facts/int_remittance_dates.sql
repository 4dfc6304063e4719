with

dates as (

    select * from {{ ref('stg_remittance__dates') }}
    where claim_segment is not null

),

final as (

    select
        practice_id,
        file_id,
        claim_segment,
        -- 0 stands for the claim itself
        coalesce(service_segment, 0) as service_segment,
        coalesce(
            min(date_on) filter (where qualifier in ('472', '150')),
            min(date_on) filter (where qualifier = '232')
        ) as service_from_on,
        coalesce(
            max(date_on) filter (where qualifier in ('472', '151')),
            max(date_on) filter (where qualifier in ('150', '233')),
            max(date_on) filter (where qualifier = '232')
        ) as service_to_on
    from dates
    where qualifier in ('472', '150', '151', '232', '233')
    group by practice_id, file_id, claim_segment, coalesce(service_segment, 0)

)

select * from final
