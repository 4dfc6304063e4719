{%- set end_of_time = "date '9999-12-31'" -%}
with

states as (

    select
        states.*,
        coalesce(lineages.lineage_id, states.claim_id) as lineage_id,
        lineages.joined_on
    from {{ ref('fct_claim_states') }} as states
    left join {{ ref('int_lineages') }} as lineages using (practice_id, claim_id)

),

-- another number, or another payer asked in the same turn, with dollars open: somebody owes them
carried as (

    select
        closed.practice_id,
        closed.claim_id,
        closed.payer_id,
        greatest(
            closed.from_on, owing.from_on,
            case when owing.claim_id <> closed.claim_id then closed.joined_on end,
            case when owing.claim_id <> closed.claim_id then owing.joined_on end
        ) as from_on,
        least(
            coalesce(closed.to_on, {{ end_of_time }}), coalesce(owing.to_on, {{ end_of_time }})
        ) as to_on
    from states as closed
    inner join states as owing using (practice_id, lineage_id)
    where
        closed.state = 'closed'
        and owing.open_usd > 0
        and (owing.claim_id <> closed.claim_id or owing.payer_id <> closed.payer_id)
        and (
            owing.payer_sequence = closed.payer_sequence
            or 'unknown' in (owing.payer_sequence, closed.payer_sequence)
        )

),

begun as (

    select
        *,
        case
            when from_on > max(to_on) over (
                partition by practice_id, claim_id, payer_id order by from_on, to_on
                rows between unbounded preceding and 1 preceding
            ) then 1
            else 0
        end as is_new
    from carried
    where from_on < to_on

),

numbered as (

    select
        *,
        sum(is_new) over (
            partition by practice_id, claim_id, payer_id order by from_on, to_on
            rows between unbounded preceding and current row
        ) as stretch_number
    from begun

),

final as (

    select
        practice_id,
        claim_id,
        payer_id,
        min(from_on) as from_on,
        nullif(max(to_on), {{ end_of_time }}) as to_on
    from numbered
    group by practice_id, claim_id, payer_id, stretch_number

)

select * from final
