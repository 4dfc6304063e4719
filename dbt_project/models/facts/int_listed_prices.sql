with

items as (

    select
        practice_id,
        denial_id,
        claim_id,
        procedure_code,
        service_on,
        opened_on
    from {{ ref('int_denial_items') }}
    where procedure_code is not null and payer_sequence = 'primary'

),

priced as (

    select
        listed.practice_id,
        matches.claim_id,
        listed.procedure_code,
        listed.service_on,
        listed.expected_allowed_usd,
        listed.file_id,
        listed.known_on
    from {{ ref('stg_practice__export_rows') }} as listed
    inner join {{ ref('int_export_matches') }} as matches
        using (practice_id, file_id, sheet_number, segment_number)
    where listed.expected_allowed_usd > 0

),

-- what the practice system expected for the line, by the newest list before it was denied
found as (

    select
        items.practice_id,
        items.denial_id,
        priced.file_id,
        priced.known_on,
        min(priced.expected_allowed_usd) as expected_allowed_usd
    from items
    inner join priced using (practice_id, claim_id, procedure_code)
    where
        priced.known_on <= items.opened_on
        and coalesce(priced.service_on = items.service_on, true)
    group by items.practice_id, items.denial_id, priced.file_id, priced.known_on
    -- two lines of one code on one day with two prices: nobody can tell which is which
    having min(priced.expected_allowed_usd) = max(priced.expected_allowed_usd)

),

final as (

    select
        practice_id,
        denial_id,
        expected_allowed_usd
    from found
    qualify row_number() over (
        partition by practice_id, denial_id order by known_on desc, file_id asc
    ) = 1

)

select * from final
