with

-- a zero before the first file of its feed is no figure: nobody could have told one
heard as (

    select
        practice_id,
        {{ compared_feed('feed') }} as feed,
        min(packet_week) as heard_week
    from {{ ref('rlp_feed_week') }}
    where file_count > 0
    group by practice_id, {{ compared_feed('feed') }}

),

measured as (

    select
        told.practice_id,
        told.packet_week,
        told.measure,
        told.scope,
        told.figure,
        told.claim_count,
        measures.is_stock,
        measures.is_claim_count,
        measures.is_share,
        measures.is_share
        and coalesce(told.claim_count, 0) < numbers.min_claims_for_percentage as is_few,
        missing.feed is not null as is_missing,
        measures.feed != 'any'
        and (heard.heard_week is null or told.packet_week < heard.heard_week) as is_unheard
    from {{ ref('rlp_measure_week') }} as told
    inner join {{ ref('packet_measures') }} as measures using (measure)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join {{ ref('rlp_missing_feed_week') }} as missing
        on
            told.practice_id = missing.practice_id
            and told.packet_week = missing.packet_week
            and measures.feed = missing.feed
    left join heard
        on
            told.practice_id = heard.practice_id
            and measures.feed = heard.feed

),

known as (

    -- a week with a missing file, or a share of too few claims, is a gap and never a zero
    select
        *,
        case when not is_few and not is_missing and not is_unheard then figure end as known_figure
    from measured

),

final as (

    select
        *,
        -- what is left over from week to week is judged by how much it moved
        case
            when is_stock
                then lag(known_figure) over (
                    partition by practice_id, measure, scope order by packet_week
                )
            else 0
        end as level_before
    from known

)

select
    practice_id,
    packet_week,
    measure,
    scope,
    figure,
    claim_count,
    is_stock,
    is_share,
    is_claim_count as is_scattered,
    is_few,
    is_missing,
    known_figure,
    cast(level_before as decimal(18, 6)) as level_before,
    cast(known_figure - level_before as decimal(18, 6)) as compared_figure
from final
