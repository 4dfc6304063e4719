with

named as (

    select
        practice_id,
        file_id,
        min(payer_id) as payer_id
    from {{ ref('int_payer_of_transaction') }}
    group by practice_id, file_id

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        files.file_id,
        files.feed,
        -- what cannot be read often does not say who sent it
        coalesce(named.payer_id, 'unidentified') as payer_id
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_file_outcomes') }} as files
        on
            weeks.practice_id = files.practice_id
            and weeks.packet_week <= files.known_on
            and weeks.covers_until > files.known_on
    left join named
        on files.practice_id = named.practice_id and files.file_id = named.file_id
    where files.quarantined_count > 0 or files.outcome = 'quarantined'

)

select * from final
