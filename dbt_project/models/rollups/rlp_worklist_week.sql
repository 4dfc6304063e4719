with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

rows_back as (

    select
        practice_id,
        known_on,
        true as is_matched,
        is_standing
    from {{ ref('fct_worklist_answers') }}

    union all

    select
        practice_id,
        known_on,
        false as is_matched,
        false as is_standing
    from {{ ref('int_unmatched_answers') }}

),

counted as (

    select
        weeks.practice_id,
        weeks.packet_week,
        count(*) as answer_count,
        count(*) filter (where not rows_back.is_matched) as unmatched_count,
        count(*) filter (where rows_back.is_matched and not rows_back.is_standing)
            as overruled_count
    from weeks
    inner join rows_back
        on
            weeks.practice_id = rows_back.practice_id
            and weeks.packet_week <= rows_back.known_on
            and weeks.covers_until > rows_back.known_on
    group by weeks.practice_id, weeks.packet_week

),

-- what was open of a claim until somebody gave it up
given_up as (

    select
        weeks.practice_id,
        weeks.packet_week,
        count(distinct closings.claim_id) as given_up_claim_count,
        sum(coalesce(states.open_usd, 0)) as given_up_usd
    from weeks
    inner join {{ ref('int_answer_closings') }} as closings
        on
            weeks.practice_id = closings.practice_id
            and weeks.packet_week <= closings.from_on
            and weeks.covers_until > closings.from_on
    left join {{ ref('fct_claim_states') }} as states
        on
            closings.practice_id = states.practice_id
            and closings.claim_id = states.claim_id
            and closings.payer_id = states.payer_id
            and closings.from_on = states.to_on
    group by weeks.practice_id, weeks.packet_week

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        cast(coalesce(counted.answer_count, 0) as int) as answer_count,
        cast(coalesce(counted.unmatched_count, 0) as int) as unmatched_count,
        cast(coalesce(counted.overruled_count, 0) as int) as overruled_count,
        cast(coalesce(given_up.given_up_claim_count, 0) as int) as given_up_claim_count,
        cast(coalesce(given_up.given_up_usd, 0) as decimal(18, 2)) as given_up_usd
    from weeks
    left join counted using (practice_id, packet_week)
    left join given_up using (practice_id, packet_week)

)

select * from final
