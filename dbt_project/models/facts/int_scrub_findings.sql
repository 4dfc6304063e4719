with

final as (

    -- an edit may tell of two elements of a line; that is one finding
    select
        practice_id,
        run_id,
        transaction_digest,
        claim_position,
        line_number,
        edit_id,
        min(file_id) as file_id,
        min(claim_number) as claim_number,
        min(segment_number) as segment_number,
        min(template_id) as template_id,
        min_by(severity, case severity when 'hold' then 1 when 'warn' then 2 else 3 end)
        filter (where severity is not null) as severity,
        bool_or(is_urgent) as is_urgent,
        min(owner_role) as owner_role,
        min(charge_usd) as charge_usd
    from {{ ref('stg_pipeline__scrub_findings') }}
    group by practice_id, run_id, transaction_digest, claim_position, line_number, edit_id

)

select * from final
