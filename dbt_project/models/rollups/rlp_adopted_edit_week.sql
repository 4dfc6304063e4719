with

weeks as (

    select * from {{ ref('int_edit_weeks') }}

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        weeks.edit_id,
        edits.template_id,
        edits.title,
        edits.severity,
        edits.category,
        clusters.found_where,
        categories.label || coalesce(': ' || clusters.found_where, '') as description,
        edits.owner_role,
        edits.reason,
        edits.adopted_on,
        edits.starts_on,
        edits.review_on,
        edits.expires_on,
        clusters.before_from_on,
        weeks.week_count,
        {% for count in [
            'hit', 'fixed', 'sent_anyway', 'sent_unscrubbed', 'not_sent', 'paid', 'denied',
            'rejected', 'open',
        ] %}
            coalesce(hits.{{ count }}_claim_count, 0) as {{ count }}_claim_count,
        {% endfor %}
        counts.leak_claim_count,
        counts.before_event_count,
        counts.before_line_count,
        counts.since_event_count,
        counts.since_line_count,
        counts.expected_count,
        chances.chance,
        case
            when weeks.week_count < numbers.edit_proof_weeks then 'too_early'
            when
                counts.since_event_count <= numbers.edit_stopped_share * counts.expected_count
                and chances.chance <= numbers.edit_stopped_chance
                then 'stopped'
            -- not even none would have been no chance
            when coalesce(chances.chance_of_none, 1) > numbers.edit_stopped_chance then 'too_few'
            else 'not_stopped'
        end as verdict,
        coalesce(hits.is_to_demote, false) as is_to_demote,
        coalesce(weeks.review_on <= weeks.covers_until, false) as is_review_due
    from weeks
    inner join {{ ref('dim_adopted_edits') }} as edits using (practice_id, edit_id)
    inner join {{ ref('int_edit_clusters') }} as clusters using (practice_id, edit_id)
    inner join {{ ref('int_edit_counts') }} as counts using (practice_id, packet_week, edit_id)
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join {{ ref('int_edit_hit_counts') }} as hits using (practice_id, packet_week, edit_id)
    left join {{ ref('int_edit_chances') }} as chances using (practice_id, packet_week, edit_id)
    inner join {{ ref('int_rules__categories') }} as categories
        on edits.practice_id = categories.practice_id and edits.category = categories.category

)

select * from final
