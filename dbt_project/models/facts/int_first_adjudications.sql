with

noise as (

    select * from {{ ref('int_noise_adjudications') }}

),

-- decisions of a payer: a reversal, a forward, an estimate or a pend decides nothing
decisions as (

    select events.*
    from {{ ref('int_adjudication_events') }} as events
    anti join noise
        on
            events.practice_id = noise.practice_id
            and events.adjudication_id = noise.adjudication_id
    where events.outcome not in ('reversal', 'forwarded', 'informational', 'pended')

),

first_of_claim as (

    select * from decisions
    qualify row_number() over (
        partition by practice_id, claim_id, receivable
        order by known_turn
    ) = 1

),

-- only what was known by then makes a corrected claim a second one
preceded as (

    select distinct
        later.practice_id,
        later.adjudication_id
    from first_of_claim as later
    inner join first_of_claim as earlier
        using (practice_id, lineage_id, receivable)
    where
        earlier.known_turn < later.known_turn
        and greatest(earlier.joined_on, later.joined_on) <= later.known_on

),

final as (

    select
        first_of_claim.practice_id,
        first_of_claim.adjudication_id
    from first_of_claim
    anti join preceded
        on
            first_of_claim.practice_id = preceded.practice_id
            and first_of_claim.adjudication_id = preceded.adjudication_id

)

select * from final
