with

mentions as (

    select
        practice_id,
        payer_id,
        known_on,
        coalesce(sent_name, sent_identifier) as sent_as
    from {{ ref('int_payer_sightings') }}
    where not is_clearinghouse

    union all

    -- a clearinghouse spoke of a claim of which no copy was received
    select
        practice_id,
        payer_id,
        known_on,
        null as sent_as
    from {{ ref('fct_status_events') }}
    where payer_id = {{ unknown_payer("''") }}

),

final as (

    select
        practice_id,
        payer_id,
        known_on as first_seen_on,
        sent_as
    from mentions
    qualify row_number() over (
        partition by practice_id, payer_id order by known_on, sent_as nulls last
    ) = 1

)

select * from final
