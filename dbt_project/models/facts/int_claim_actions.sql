with

actions as (

    select
        practice_id,
        claim_id,
        submitted_on as acted_on,
        known_on
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        opened_on as acted_on,
        known_on
    from {{ ref('fct_denials') }}
    -- a "duplicate" is an answer to what was sent, and nobody's act
    where not is_noise

    union all

    select
        practice_id,
        claim_id,
        opened_on as acted_on,
        known_on
    from {{ ref('fct_rejections') }}

    union all

    select
        practice_id,
        claim_id,
        known_on as acted_on,
        known_on
    from {{ ref('fct_status_events') }}
    where outcome = 'information_requested'

    union all

    select
        practice_id,
        claim_id,
        touched_on as acted_on,
        known_on
    from {{ ref('fct_touches') }}

),

final as (

    select
        practice_id,
        claim_id,
        -- an action dated ahead of the day it became known counts from that day
        least(acted_on, known_on) as acted_on,
        known_on
    from actions

)

select * from final
