with

numbered as (

    select
        hits.*,
        numbers.edit_last_sent,
        numbers.edit_paid_share,
        hits.outcome = 'sent_anyway'
        and hits.answer <> 'open'
        and row_number() over (
            partition by
                hits.practice_id, hits.packet_week, hits.edit_id,
                hits.outcome = 'sent_anyway' and hits.answer <> 'open'
            order by hits.sent_on desc, hits.claim_number desc
        ) <= numbers.edit_last_sent as is_of_last
    from {{ ref('int_edit_hits') }} as hits
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)

),

final as (

    select
        numbered.practice_id,
        numbered.packet_week,
        numbered.edit_id,
        cast(count(*) as int) as hit_claim_count,
        {% for outcome in ['fixed', 'sent_anyway', 'sent_unscrubbed', 'not_sent'] %}
            cast(count(*) filter (where numbered.outcome = '{{ outcome }}') as int)
                as {{ outcome }}_claim_count,
        {% endfor %}
        {% for answer in ['paid', 'denied', 'rejected', 'open'] %}
            cast(count(*) filter (
                where numbered.outcome = 'sent_anyway' and numbered.answer = '{{ answer }}'
            ) as int) as {{ answer }}_claim_count,
        {% endfor %}
        coalesce(
            count(*) filter (where numbered.is_of_last) >= max(numbered.edit_last_sent)
            and count(*) filter (where numbered.is_of_last and numbered.answer = 'paid')
            > max(numbered.edit_paid_share) * max(numbered.edit_last_sent),
            false
        ) as is_to_demote
    from numbered
    group by numbered.practice_id, numbered.packet_week, numbered.edit_id

)

select * from final
