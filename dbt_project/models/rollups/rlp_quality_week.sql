with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

files as (

    select
        weeks.practice_id,
        weeks.packet_week,
        count(*) as file_count,
        count(*) filter (where files.warning_count > 0 and files.quarantined_count = 0)
            as file_with_findings_count,
        count(*) filter (where files.quarantined_count > 0 or files.outcome = 'quarantined')
            as quarantined_file_count
    from weeks
    inner join {{ ref('fct_file_outcomes') }} as files
        on
            weeks.practice_id = files.practice_id
            and weeks.packet_week <= files.known_on
            and weeks.covers_until > files.known_on
    group by weeks.practice_id, weeks.packet_week

),

denials as (

    select
        weeks.practice_id,
        weeks.packet_week,
        count(distinct denials.claim_id) filter (where denials.is_noise) as duplicate_claim_count,
        count(distinct denials.claim_id) filter (
            where denials.is_denied_to_patient and not denials.is_noise
        ) as denied_to_patient_count
    from weeks
    inner join {{ ref('fct_denials') }} as denials
        on
            weeks.practice_id = denials.practice_id
            and weeks.packet_week <= denials.opened_on
            and weeks.covers_until > denials.opened_on
    group by weeks.practice_id, weeks.packet_week

),

refused as (

    select
        weeks.practice_id,
        weeks.packet_week,
        count(distinct events.file_id || ':' || events.segment_number) as rejected_set_count
    from weeks
    inner join {{ ref('fct_status_events') }} as events
        on
            weeks.practice_id = events.practice_id
            and weeks.packet_week <= events.known_on
            and weeks.covers_until > events.known_on
    where events.source in ('999', 'TA1') and events.outcome = 'rejected'
    group by weeks.practice_id, weeks.packet_week

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        cast(coalesce(files.file_count, 0) as int) as file_count,
        cast(coalesce(files.file_with_findings_count, 0) as int) as file_with_findings_count,
        cast(coalesce(files.quarantined_file_count, 0) as int) as quarantined_file_count,
        cast(coalesce(answers.adjudicated_claim_count, 0) as int) as adjudicated_claim_count,
        cast(coalesce(answers.unmatched_reversal_count, 0) as int) as unmatched_reversal_count,
        cast(coalesce(denials.duplicate_claim_count, 0) as int) as duplicate_claim_count,
        cast(coalesce(denials.denied_to_patient_count, 0) as int) as denied_to_patient_count,
        cast(coalesce(refused.rejected_set_count, 0) as int) as rejected_set_count
    from weeks
    left join files using (practice_id, packet_week)
    left join {{ ref('rlp_answer_count_week') }} as answers using (practice_id, packet_week)
    left join denials using (practice_id, packet_week)
    left join refused using (practice_id, packet_week)

)

select * from final
