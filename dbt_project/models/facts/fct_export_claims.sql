with

matches as (

    select
        practice_id,
        file_id,
        sheet_number,
        segment_number,
        claim_id,
        matched_by
    from {{ ref('int_export_matches') }}
    qualify row_number() over (
        partition by practice_id, file_id, sheet_number, segment_number order by precedence
    ) = 1

),

claim_rows as (

    select
        listed.*,
        matches.claim_id,
        matches.matched_by,
        -- a row that names no claim we know is a claim of its own by its number
        coalesce(matches.claim_id, 'listed:' || listed.claim_number) as list_key
    from {{ ref('stg_practice__export_rows') }} as listed
    left join matches using (practice_id, file_id, sheet_number, segment_number)
    where matches.claim_id is not null or listed.claim_number is not null

),

final as (

    select
        practice_id,
        file_id,
        list_key,
        claim_id,
        min(claim_number) as claim_number,
        min(profile_id) as profile_id,
        min(extract) as extract,  -- noqa: RF04
        min(matched_by) as matched_by,
        cast(count(*) as int) as row_count,
        case when count(distinct status) > 1 then 'other' else min(status) end as status,
        min(service_on) as service_on,
        min(submitted_on) as submitted_on,
        max(last_activity_on) as last_activity_on,
        cast(sum(billed_usd) as decimal(18, 2)) as billed_usd,
        cast(sum(insurance_balance_usd) as decimal(18, 2)) as insurance_balance_usd,
        known_on
    from claim_rows
    group by practice_id, file_id, list_key, claim_id, known_on

)

select * from final
