-- Telehealth place of service and modifier do not fit the payer: a line given from afar, by its
-- place or by a modifier, that meets none of the payer's rows of that day. Rows that name its
-- procedure stand before those that name none. Until each of them has enough paid lines behind it
-- the finding only warns.
with

payer_rows as (

    select
        row_number() over (order by payer_id, from_on, applies_to, value) as row_id,
        payer_id,
        string_split(applies_to, ' ') as procedure_codes,
        payer_codes(value, 'places') as places,
        payer_codes(value, 'any_of') as any_of,
        payer_codes(value, 'none_of') as none_of,
        from_on,
        through_on
    from payer_rules
    where rule_kind = 'telehealth'

),

remote as (

    select
        judged.edit_id,
        judged.proven_lines,
        lines.*
    from judged
    inner join lines using (claim_key)
    where
        lines.frequency_code is distinct from '8'
        and (
            list_contains(judged.telehealth_places, lines.place_of_service)
            or list_has_any(lines.modifier_list, judged.telehealth_modifiers)
        )

),

compared as (

    select
        remote.*,
        payer_rows.row_id,
        payer_rows.places is null
        or coalesce(list_contains(payer_rows.places, remote.place_of_service), false)
            as is_place_right,
        (
            payer_rows.any_of is null
            or len(list_intersect(remote.modifier_list, payer_rows.any_of)) = 1
        )
        and not coalesce(list_has_any(remote.modifier_list, payer_rows.none_of), false)
            as is_modifier_right
    from remote
    inner join payer_rows
        on
            remote.payer_id = payer_rows.payer_id
            and in_force(payer_rows.from_on, payer_rows.through_on, remote.service_on)
            and (
                payer_rows.procedure_codes is null
                or list_contains(payer_rows.procedure_codes, remote.procedure_code)
            )
    qualify
        payer_rows.procedure_codes is not null
        or not bool_or(payer_rows.procedure_codes is not null) over (
            partition by remote.edit_id, remote.claim_key, remote.line_number
        )

),

-- lines that the payer has paid as a row wants them: of what was sent again the text that was
-- paid, and with the modifiers that the payment states
paid_lines as (

    select
        asked.edit_id,
        payer_rows.row_id,
        earlier.claim_id,
        earlier.line_number,
        min(decided.known_on) as known_on
    from (
        select distinct edit_id, telehealth_places, telehealth_modifiers from judged
    ) as asked
    cross join payer_rows
    inner join history_lines as earlier
        on
            payer_rows.payer_id = earlier.payer_id
            and in_force(payer_rows.from_on, payer_rows.through_on, earlier.service_on)
    inner join history_decided_texts as decided
        on earlier.submission_id = decided.submission_id
    inner join history_answer_lines as answers
        on
            decided.adjudication_id = answers.adjudication_id
            and earlier.procedure_code = answers.procedure_code
            and earlier.service_on = answers.service_on
    where
        answers.outcome = 'not_denied'
        and answers.paid_usd > 0
        and coalesce(
            list_sort(string_split(nullif(answers.modifiers, ''), ':'))
            = list_sort(string_split(earlier.modifiers, ':')),
            true
        )
        and (
            list_contains(asked.telehealth_places, earlier.place_of_service)
            or list_has_any(string_split(earlier.modifiers, ':'), asked.telehealth_modifiers)
        )
        and (
            payer_rows.procedure_codes is null
            or list_contains(payer_rows.procedure_codes, earlier.procedure_code)
        )
        and (
            payer_rows.places is null
            or list_contains(payer_rows.places, earlier.place_of_service)
        )
        and (
            payer_rows.any_of is null
            or len(list_intersect(string_split(earlier.modifiers, ':'), payer_rows.any_of)) = 1
        )
        and not coalesce(
            list_has_any(string_split(earlier.modifiers, ':'), payer_rows.none_of), false
        )
    group by all

),

-- in the order in which that became known
paid as (

    select
        edit_id,
        row_id,
        known_on as proven_on,
        row_number() over (partition by edit_id, row_id order by known_on) as line_count
    from paid_lines

),

found as (

    select
        compared.edit_id,
        compared.claim_key,
        compared.line_number,
        compared.segment_number,
        compared.place_of_service,
        compared.has_own_place,
        compared.modifier_list,
        bool_or(compared.is_place_right) as is_place_right,
        bool_and(
            compared.proven_lines = 0 or coalesce(paid.proven_on < compared.judged_on, false)
        ) as is_proven
    from compared
    left join paid
        on
            compared.edit_id = paid.edit_id
            and compared.row_id = paid.row_id
            and compared.proven_lines = paid.line_count
    group by all
    having not bool_or(compared.is_place_right and compared.is_modifier_right)

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case
        when is_place_right then 'SV101-3'
        when has_own_place then 'SV105'
        else 'CLM05-1'
    end as field,
    'place ' || as_code(coalesce(place_of_service, 'none'))
    || ', modifiers ' || as_codes(modifier_list) as found,
    'a place and modifiers that fit the payer''s row for telehealth' as wanted,
    'A payer denies a telehealth line whose place or modifier is not as it wants them.' as why,
    case when is_proven then 'hold' else 'warn' end as at_most
from found
