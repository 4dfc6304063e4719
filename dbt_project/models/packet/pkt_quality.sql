with

final as (

    select
        quality.practice_id,
        quality.packet_week,
        quality.file_count,
        quality.file_with_findings_count,
        quality.quarantined_file_count,
        quality.adjudicated_claim_count,
        quality.unmatched_reversal_count,
        quality.duplicate_claim_count,
        quality.denied_to_patient_count,
        quality.rejected_set_count,
        worklists.answer_count,
        worklists.unmatched_count,
        worklists.given_up_claim_count,
        cast(round(worklists.given_up_usd, 0) as decimal(18, 2)) as given_up_usd,
        left(practices.rules_digest, 12) as rules_digest
    from {{ ref('rlp_quality_week') }} as quality
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    inner join {{ ref('rlp_worklist_week') }} as worklists using (practice_id, packet_week)

)

select * from final
