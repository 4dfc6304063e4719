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
        left(practices.rules_digest, 12) as rules_digest
    from {{ ref('rlp_quality_week') }} as quality
    inner join {{ ref('dim_practices') }} as practices using (practice_id)

)

select * from final
