with

amounts as (

    select * from {{ ref('int_claim_level_amounts') }}

),

unexplained as (

    select * from {{ ref('int_unexplained_lines') }}

),

-- in proportion to what each line leaves unexplained, whole cents first
products as (

    select
        amounts.*,
        unexplained.line_number,
        cast(amounts.fitting_cents as decimal(38, 0)) * unexplained.unexplained_cents as product
    from amounts
    inner join unexplained using (practice_id, adjudication_id)
    where amounts.room_cents > 0 and amounts.fitting_cents > 0

),

floors as (

    select
        *,
        cast(round(cast(product - product % room_cents as double) / room_cents, 0) as bigint)
            as floor_cents,
        product % room_cents as remainder  -- noqa: RF04
    from products

),

-- the cents left over go to the largest remainders
ranked as (

    select
        *,
        fitting_cents - sum(floor_cents) over (
            partition by practice_id, adjudication_id, segment_number, triplet
        ) as left_cents,
        row_number() over (
            partition by practice_id, adjudication_id, segment_number, triplet
            order by remainder desc, line_number asc
        ) as turn
    from floors

),

shares as (

    select
        practice_id,
        adjudication_id,
        segment_number,
        triplet,
        line_number,
        turned * (floor_cents + case when turn <= left_cents then 1 else 0 end) as cents
    from ranked

    union all

    -- what fits no line stays with the claim
    select
        practice_id,
        adjudication_id,
        segment_number,
        triplet,
        0 as line_number,
        turned * (cents - fitting_cents) as cents
    from amounts

),

final as (

    select
        practice_id,
        adjudication_id,
        segment_number,
        triplet,
        cast(line_number as int) as line_number,
        cast(cast(cents as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2))
            as adjusted_usd
    from shares
    where cents <> 0

)

select * from final
