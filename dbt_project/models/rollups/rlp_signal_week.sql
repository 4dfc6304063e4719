with

moves as (

    select
        *,
        abs(compared_figure - lag(compared_figure) over (
            partition by practice_id, measure, scope order by packet_week
        )) as step
    from {{ ref('rlp_known_measure_week') }}

),

earlier as (

    select
        *,
        count(known_figure) over earlier_weeks as known_weeks,
        cast(sum(compared_figure) over earlier_weeks as double)
        / nullif(count(compared_figure) over earlier_weeks, 0) as usual_compared,
        cast(sum(step) over earlier_moves as double)
        / nullif(count(step) over earlier_moves, 0) as usual_step
    from moves
    window
        earlier_weeks as (
            partition by practice_id, measure, scope order by packet_week
            range between interval 84 day preceding and interval 7 day preceding
        ),
        earlier_moves as (
            partition by practice_id, measure, scope order by packet_week
            range between interval 77 day preceding and interval 7 day preceding
        )

),

ranges as (

    select
        earlier.*,
        earlier.level_before + earlier.usual_compared as usual_mean,
        -- few weeks know their own range badly: it reaches further
        (1 + numbers.signal_short_factor / nullif(earlier.known_weeks * 1e0, 0)) * greatest(
            numbers.signal_range_factor * coalesce(earlier.usual_step, 0),
            -- claims come one by one: no range is narrower than plain counting scatters
            case
                when earlier.is_scattered
                    then numbers.signal_count_factor * sqrt(abs(earlier.usual_compared))
                else 0
            end
        ) as reach,
        -- a stock without a known week before has nothing to have moved from
        earlier.known_weeks >= numbers.signal_weeks and earlier.level_before is not null as is_told
    from earlier
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

limits as (

    select
        *,
        case when is_told then {{ decimal_of('greatest(usual_mean - reach, 0)', 18, 6) }} end
            as usual_low,
        case
            -- no share is more than all
            when is_told and is_share then {{ decimal_of('least(usual_mean + reach, 1)', 18, 6) }}
            when is_told then {{ decimal_of('usual_mean + reach', 18, 6) }}
        end as usual_high
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
        is_stock,
        is_few,
        cast(known_weeks as int) as known_weeks,
        {{ decimal_of('usual_mean', 18, 6) }} as usual_mean,
        usual_low,
        usual_high,
        case
            when is_missing then 'not_compared'
            when known_figure is null or usual_low is null then 'too_few'
            when figure > usual_high then 'above'
            when figure < usual_low then 'below'
            else 'within'
        end as signal  -- noqa: RF04
    from limits

)

select * from final
