with

adjustments as (

    select * from {{ ref('fct_adjustments') }}

),

shares as (

    select * from {{ ref('int_claim_level_shares') }}

),

allocated as (

    select distinct
        practice_id,
        adjudication_id
    from {{ ref('int_unexplained_lines') }}

),

final as (

    select
        practice_id,
        adjudication_id,
        line_number,
        segment_number,
        triplet,
        group_code,
        carc_code,
        adjustment_class,
        adjusted_usd
    from adjustments
    where line_number > 0

    union all

    select
        adjustments.practice_id,
        adjustments.adjudication_id,
        shares.line_number,
        adjustments.segment_number,
        adjustments.triplet,
        adjustments.group_code,
        adjustments.carc_code,
        adjustments.adjustment_class,
        shares.adjusted_usd
    from adjustments
    inner join shares using (practice_id, adjudication_id, segment_number, triplet)
    where adjustments.line_number = 0

    union all

    -- a claim without service lines carries its own
    select
        adjustments.practice_id,
        adjustments.adjudication_id,
        adjustments.line_number,
        adjustments.segment_number,
        adjustments.triplet,
        adjustments.group_code,
        adjustments.carc_code,
        adjustments.adjustment_class,
        adjustments.adjusted_usd
    from adjustments
    anti join allocated
        on
            adjustments.practice_id = allocated.practice_id
            and adjustments.adjudication_id = allocated.adjudication_id
    where adjustments.line_number = 0

)

select * from final
