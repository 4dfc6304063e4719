with

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

room as (

    select
        practice_id,
        adjudication_id,
        cast(sum(unexplained_cents) as bigint) as room_cents
    from {{ ref('int_unexplained_lines') }}
    group by practice_id, adjudication_id

),

amounts as (

    select
        adjustments.practice_id,
        adjustments.adjudication_id,
        adjustments.segment_number,
        adjustments.triplet,
        case when claims.is_reversal then -1 else 1 end as turned,
        cast(round(
            adjustments.adjusted_usd * case when claims.is_reversal then -100 else 100 end, 0
        ) as bigint) as cents,
        room.room_cents
    from {{ ref('fct_adjustments') }} as adjustments
    inner join room using (practice_id, adjudication_id)
    inner join claims using (practice_id, adjudication_id)
    where adjustments.line_number = 0

),

before as (

    select
        *,
        coalesce(sum(greatest(cents, 0)) over (
            partition by practice_id, adjudication_id
            order by segment_number, triplet
            rows between unbounded preceding and 1 preceding
        ), 0) as cents_before
    from amounts

),

-- amounts fill the room in the order the payer gave them; a negative one fits no line
final as (

    select
        practice_id,
        adjudication_id,
        segment_number,
        triplet,
        turned,
        cents,
        room_cents,
        cast(greatest(0, least(cents, room_cents - cents_before)) as bigint) as fitting_cents
    from before

)

select * from final
