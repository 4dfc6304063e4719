with

final as (

    -- by the day a copy became known: one that comes late is news of the week in which it came
    select
        weeks.practice_id,
        weeks.packet_week,
        submissions.submission_id,
        submissions.claim_id,
        submissions.payer_id,
        submissions.days_to_submit
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('fct_submissions') }} as submissions
        on
            weeks.practice_id = submissions.practice_id
            and weeks.packet_week <= submissions.known_on
            and weeks.covers_until > submissions.known_on

)

select * from final
