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
        {% for count in ['file', 'file_with_findings', 'quarantined_file', 'adjudicated_claim',
            'unmatched_reversal', 'duplicate_claim', 'denied_to_patient', 'rejected_set'] -%}
        cast(coalesce({{ count }}_count, 0) as int) as {{ count }}_count{{ ',' if not loop.last }}
    
    {% endfor %}
    from weeks
    left join files using (practice_id, packet_week)
    left join {{ ref('rlp_answer_count_week') }} as answers using (practice_id, packet_week)
    left join denials using (practice_id, packet_week)
    left join refused using (practice_id, packet_week)

)

select * from final
