-- Visit cap of the plan: paid visits of the plan year and those of this batch, against the cap that
-- a row gives, else against the visits after which the client was cut off in an earlier year.
-- Whether a cap may stand beside the plan's medical benefits is for people to judge.
with

-- a value such as "30 from 07-01"; without a number the cap is learned, without a day the plan
-- year is the calendar's
rules as (

    select
        row_number() over (order by all_of.payer_id, all_of.applies_to, all_of.value) as rule,
        all_of.payer_id,
        string_split(all_of.applies_to, ' ') as codes,
        try_cast(regexp_extract(all_of.value, '^([0-9]{1,4})( |$)', 1) as int) as max_visits,
        coalesce(
            try_cast(replace(
                regexp_extract(all_of.value, 'from ((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))', 1),
                '-',
                ''
            ) as int),
            101
        ) as year_day,
        coalesce(all_of.from_on, date '1900-01-01') as from_on,
        coalesce(all_of.through_on, date '2999-12-31') as through_on
    from payer_rules as all_of
    where all_of.rule_kind = 'visit_cap'

),

visits as (

    select
        judged.edit_id,
        judged.near_visits,
        lines.claim_key,
        lines.batch_id,
        lines.payer_id,
        lines.patient_token,
        lines.judged_on,
        lines.service_on,
        rules.rule,
        rules.max_visits,
        make_date(
            year(lines.service_on) - case
                when month(lines.service_on) * 100 + day(lines.service_on) < rules.year_day then 1
                else 0
            end,
            rules.year_day // 100,
            rules.year_day % 100
        ) as year_on
    from judged
    inner join lines using (claim_key)
    inner join rules
        on
            lines.payer_id = rules.payer_id
            and lines.service_on >= rules.from_on
            and lines.service_on <= rules.through_on
            and (rules.codes is null or list_contains(rules.codes, lines.procedure_code))
    where lines.frequency_code is distinct from '8' and lines.patient_token is not null

),

decided as (

    select
        answers.payer_id,
        answers.patient_token,
        paid.procedure_code,
        paid.service_on,
        paid.known_on,
        answers.reversed_on as undone_on,
        true as is_paid
    from history_answer_lines as paid
    inner join history_answers as answers using (adjudication_id)
    where paid.paid_usd > 0

    union all

    select
        denials.payer_id,
        denials.patient_token,
        denials.procedure_code,
        denials.service_on,
        denials.known_on,
        case
            when denials.close_reason like 'overturned%' or denials.close_reason = 'reversed'
                then denials.closed_on
        end,
        false
    from history_denials as denials
    inner join coverage_reasons as reasons
        on denials.carc_code = reasons.carc_code and reasons.says = 'visits_used'
    where not denials.is_noise

),

past as (

    select
        decided.*,
        rules.rule,
        make_date(
            year(decided.service_on) - case
                when month(decided.service_on) * 100 + day(decided.service_on) < rules.year_day
                    then 1
                else 0
            end,
            rules.year_day // 100,
            rules.year_day % 100
        ) as year_on
    from decided
    inner join rules
        on
            decided.payer_id = rules.payer_id
            and (rules.codes is null or list_contains(rules.codes, decided.procedure_code))

),

asked as (

    select
        edit_id, claim_key, rule, year_on,
        near_visits,
        batch_id,
        payer_id,
        patient_token,
        judged_on,
        max_visits,
        max(service_on) as last_on
    from visits
    group by all

),

known as (

    select
        asked.edit_id, asked.claim_key, asked.rule, asked.year_on,
        past.service_on, past.is_paid,
        past.year_on as past_year_on
    from asked
    inner join past
        on
            asked.payer_id = past.payer_id
            and asked.patient_token = past.patient_token
            and asked.rule = past.rule
            and asked.judged_on > past.known_on
    where coalesce(past.undone_on >= asked.judged_on, true)

),

cut_offs as (

    select edit_id, claim_key, rule, year_on, past_year_on, min(service_on) as service_on
    from known
    where not is_paid and past_year_on <= year_on
    group by all

),

-- visits that were paid in the year of a cut, before it; the latest year says it
learned as (

    select
        edit_id, claim_key, rule, year_on,
        max_by(visit_count, past_year_on) as max_visits
    from (
        select cut_offs.*, count(distinct known.service_on) as visit_count
        from cut_offs
        inner join known using (edit_id, claim_key, rule, year_on, past_year_on)
        where known.is_paid and known.service_on < cut_offs.service_on
        group by all
    )
    where past_year_on < year_on
    group by all

),

days as (

    select edit_id, claim_key, rule, year_on, service_on, true as is_paid
    from known
    where is_paid and past_year_on = year_on

    union all

    select asked.edit_id, asked.claim_key, asked.rule, asked.year_on, visits.service_on, false
    from asked
    inner join visits using (edit_id, rule, year_on, batch_id, payer_id, patient_token)
    where visits.service_on <= asked.last_on

),

used as (

    select
        edit_id, claim_key, rule, year_on,
        count(distinct service_on) filter (where is_paid) as paid_count,
        count(distinct service_on) as visit_count
    from days
    group by all

),

capped as (

    select
        asked.edit_id, asked.claim_key, asked.rule, asked.year_on,
        asked.near_visits,
        used.paid_count,
        used.visit_count,
        cut_offs.service_on as cut_on,
        coalesce(asked.max_visits, learned.max_visits) as max_visits
    from asked
    inner join used using (edit_id, claim_key, rule, year_on)
    left join learned using (edit_id, claim_key, rule, year_on)
    left join cut_offs
        on
            asked.edit_id = cut_offs.edit_id
            and asked.claim_key = cut_offs.claim_key
            and asked.rule = cut_offs.rule
            and asked.year_on = cut_offs.past_year_on

)

select
    capped.edit_id,
    capped.claim_key,
    cast(null as int) as line_number,
    claims.claim_segment as segment_number,
    'DTP*472' as field,
    case
        when capped.cut_on is not null
            then 'visits of the plan year said to be used up on ' || capped.cut_on
        else
            capped.paid_count || ' visits paid since ' || capped.year_on || ', '
            || (capped.visit_count - capped.paid_count) || ' more here, of ' || capped.max_visits
    end as found,
    'visits that the plan still has, or a person''s look at whether the cap may stand' as wanted,
    'A visit beyond the cap of the plan is not paid.' as why,
    'warn' as at_most
from capped
inner join claims using (claim_key)
where
    capped.cut_on is not null
    or capped.max_visits - capped.visit_count <= capped.near_visits
qualify row_number() over (
    partition by capped.edit_id, capped.claim_key
    order by capped.max_visits - capped.visit_count, capped.rule, capped.year_on
) = 1
