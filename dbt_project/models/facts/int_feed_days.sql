with

files as (

    select * from {{ ref('stg_files') }}

),

sightings as (

    select distinct
        practice_id,
        file_id,
        payer_id
    from {{ ref('int_payer_sightings') }}
    where not is_clearinghouse

),

arrived as (

    select distinct
        practice_id,
        file_id
    from {{ ref('stg_x12__transactions') }}

    union distinct

    select distinct
        practice_id,
        file_id
    from {{ ref('stg_ack__interchange_acks') }}

),

final as (

    -- a batch's acknowledgement names no payer; it counts for all of them together
    select
        files.practice_id,
        coalesce(sightings.payer_id, 'all') as payer_id,
        files.feed,
        files.received_on,
        cast(count(*) as int) as file_count
    from files
    inner join arrived
        on files.practice_id = arrived.practice_id and files.file_id = arrived.file_id
    left join sightings
        on files.practice_id = sightings.practice_id and files.file_id = sightings.file_id
    group by files.practice_id, coalesce(sightings.payer_id, 'all'), files.feed, files.received_on

)

select * from final
