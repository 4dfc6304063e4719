with

lineages as (

    select * from {{ ref('int_lineages') }}

),

-- denials of the claim, or of one it continues, that were known when the report came
final as (

    select
        reports.practice_id,
        reports.claim_id,
        reports.payer_id,
        cast(1 + count(distinct denied.adjudication_id) as int) as denial_number
    from {{ ref('int_provisional_denials') }} as reports
    left join lineages
        on
            reports.practice_id = lineages.practice_id
            and reports.claim_id = lineages.claim_id
            and reports.known_on >= lineages.joined_on
    left join {{ ref('int_denial_events') }} as denied
        on
            reports.practice_id = denied.practice_id
            and coalesce(lineages.lineage_id, reports.claim_id) = denied.lineage_id
            and reports.known_on >= denied.known_on
            and (reports.claim_id = denied.claim_id or reports.known_on >= denied.joined_on)
            and not denied.is_noise_event
    group by reports.practice_id, reports.claim_id, reports.payer_id

)

select * from final
