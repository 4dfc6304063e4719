-- days on which the practice system says somebody did something; the first list that told counts
with

final as (

    select
        practice_id,
        claim_id,
        claim_number,
        -- a system's clock may run ahead of the day its list was received
        least(last_activity_on, known_on) as touched_on,
        known_on,
        file_id
    from {{ ref('fct_export_claims') }}
    where claim_id is not null and last_activity_on is not null
    qualify row_number() over (
        partition by practice_id, claim_id, least(last_activity_on, known_on)
        order by known_on, file_id
    ) = 1

)

select * from final
