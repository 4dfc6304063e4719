with

final as (

    select
        edits.practice_id,
        edits.packet_week,
        edits.edit_id,
        cast(row_number() over (
            partition by edits.practice_id, edits.packet_week
            order by
                edits.is_to_demote desc, edits.is_review_due desc, edits.starts_on desc,
                edits.edit_id asc
        ) as int) as edit_rank,
        edits.title,
        edits.severity,
        categories.label as category_label,
        edits.found_where,
        edits.adopted_on,
        edits.review_on,
        edits.hit_claim_count,
        edits.fixed_claim_count,
        edits.sent_anyway_claim_count,
        edits.paid_claim_count,
        edits.denied_claim_count,
        edits.rejected_claim_count,
        edits.leak_claim_count,
        edits.since_event_count,
        edits.expected_count,
        edits.week_count,
        edits.verdict,
        edits.is_to_demote,
        edits.is_review_due,
        coalesce(owners.label, 'No owner') as owner_label,
        owners.owner
    from {{ ref('rlp_adopted_edit_week') }} as edits
    inner join {{ ref('int_rules__categories') }} as categories
        on edits.practice_id = categories.practice_id and edits.category = categories.category
    left join {{ ref('dim_owners') }} as owners
        on edits.practice_id = owners.practice_id and edits.owner_role = owners.owner_role

)

select * from final
