with

lines as (

    select * from {{ ref('rlp_denial_week') }}
    where is_new and not is_running

),

reasons as (

    select
        practice_id,
        packet_week,
        category,
        carc_code,
        rarc_code,
        cast(count(distinct claim_id) as int) as claim_count,
        cast(sum(denied_usd) as decimal(18, 2)) as denied_usd,
        cast(sum(coalesce(expected_recovery_usd, 0)) as decimal(18, 2)) as expected_recovery_usd
    from lines
    group by practice_id, packet_week, category, carc_code, rarc_code

),

final as (

    select
        practice_id,
        packet_week,
        carc_code,
        rarc_code,
        category,
        cast(row_number() over (
            partition by practice_id, packet_week
            order by
                claim_count desc, expected_recovery_usd desc, category asc,
                carc_code asc nulls first, rarc_code asc nulls first
        ) as int) as reason_rank,
        claim_count,
        denied_usd,
        expected_recovery_usd
    from reasons

)

select * from final
