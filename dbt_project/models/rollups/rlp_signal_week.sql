with

measured as (

    select
        told.*,
        measures.is_share
        and coalesce(told.claim_count, 0) < numbers.min_claims_for_percentage as is_few,
        numbers.signal_weeks,
        numbers.signal_range_factor,
        missing.feed is not null as is_missing
    from {{ ref('rlp_measure_week') }} as told
    inner join {{ ref('packet_measures') }} as measures using (measure)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join {{ ref('rlp_missing_feed_week') }} as missing
        on
            told.practice_id = missing.practice_id
            and told.packet_week = missing.packet_week
            and measures.feed = missing.feed

),

moves as (

    -- a week with a missing file, or a share of too few claims, is a gap and never a zero
    select
        *,
        case when not is_few and not is_missing then figure end as known_figure,
        abs(known_figure - lag(known_figure) over (
            partition by practice_id, measure, scope order by packet_week
        )) as step
    from measured

),

ranges as (

    select
        *,
        count(known_figure) over earlier as known_weeks,
        cast(sum(known_figure) over earlier as double)
        / nullif(count(known_figure) over earlier, 0) as usual_mean,
        cast(sum(step) over earlier_moves as double)
        / nullif(count(step) over earlier_moves, 0) as usual_move
    from moves
    window
        earlier as (
            partition by practice_id, measure, scope order by packet_week
            range between interval 84 day preceding and interval 7 day preceding
        ),
        earlier_moves as (
            partition by practice_id, measure, scope order by packet_week
            range between interval 77 day preceding and interval 7 day preceding
        )

),

limits as (

    select
        *,
        case when known_weeks >= signal_weeks then cast(
            greatest(usual_mean - signal_range_factor * coalesce(usual_move, 0), 0)
            as decimal(18, 6)
        ) end as usual_low,
        case when known_weeks >= signal_weeks then cast(
            usual_mean + signal_range_factor * coalesce(usual_move, 0)
            as decimal(18, 6)
        ) end as usual_high
    from ranges

),

final as (

    select
        practice_id,
        packet_week,
        measure,
        scope,
        figure,
        known_figure,
        claim_count,
        is_few,
        cast(known_weeks as int) as known_weeks,
        cast(usual_mean as decimal(18, 6)) as usual_mean,
        usual_low,
        usual_high,
        case
            when is_missing then 'not_compared'
            when is_few or figure is null or usual_low is null then 'too_few'
            when figure > usual_high then 'above'
            when figure < usual_low then 'below'
            else 'within'
        end as signal  -- noqa: RF04
    from limits

)

select * from final
