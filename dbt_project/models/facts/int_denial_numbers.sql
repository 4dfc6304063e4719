with

denied as (

    select distinct
        practice_id,
        adjudication_id,
        claim_id,
        lineage_id,
        joined_on,
        receivable,
        known_on,
        known_turn,
        is_noise_event
    from {{ ref('int_denial_events') }}

),

-- counted in the order we learnt of them, over what was known to be one lineage by then
earlier as (

    select
        later.practice_id,
        later.adjudication_id,
        count(*) as earlier_count
    from denied as later
    inner join denied as earlier using (practice_id, lineage_id, receivable)
    where
        earlier.known_turn < later.known_turn
        and not earlier.is_noise_event
        and (
            earlier.claim_id = later.claim_id
            or greatest(earlier.joined_on, later.joined_on) <= later.known_on
        )
    group by later.practice_id, later.adjudication_id

),

final as (

    select
        denied.practice_id,
        denied.adjudication_id,
        cast(1 + coalesce(earlier.earlier_count, 0) as int) as denial_number
    from denied
    left join earlier using (practice_id, adjudication_id)

)

select * from final
