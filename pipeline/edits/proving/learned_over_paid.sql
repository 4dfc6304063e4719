-- Of the claims sent before and paid, those that each learnt edit could speak of, and those that it
-- speaks of: its own query, over lines as facts keep them. A name stands for that query.
with

paid as (

    select
        claims.submission_id,
        claims.payer_id,
        max(answers.known_on) as answered_on
    from history_claims as claims
    inner join history_decided_texts as answers using (submission_id)
    inner join judging on answers.known_on < judging.judged_on
    where
        claims.payer_sequence = 'primary'
        and claims.frequency_code is distinct from '8'
        and answers.outcome in ('paid', 'patient_share')
    group by all

),

judged as (

    select
        paid.submission_id as claim_key,
        edits.* exclude (payer_id, form, is_beside_others)
    from edits
    inner join learned_since using (edit_id)
    inner join paid
        on
            coalesce(edits.payer_id, paid.payer_id) = paid.payer_id
            and coalesce(learned_since.since_on, date '0001-01-01') <= paid.answered_on

),

lines as (

    select
        submission_id as claim_key,
        line_number,
        cast(null as int) as segment_number,
        case when revenue_code is null then '837P' else '837I' end as form,
        procedure_code,
        place_of_service,
        false as has_own_place,
        rendering_npi,
        location_id,
        list_filter(string_split(coalesce(modifiers, ''), ':'), lambda one : one <> '')
            as modifier_list,
        payer_sequence,
        frequency_code
    from history_lines

),

found as (

    select distinct
        edit_id,
        claim_key
    from learned_query

)

select
    judged.edit_id,
    count(found.claim_key) as found_count,
    count(*) as paid_count
from judged
left join found using (edit_id, claim_key)
group by judged.edit_id
order by judged.edit_id
