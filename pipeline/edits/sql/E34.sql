-- Same-day limits of the payer: more services of a row's codes for one client and day than it
-- allows, with what was sent before and stands. The row says whether each clinician or billing
-- group is counted apart, and which modifiers tell a service apart. Told of each service beyond
-- the limit.
with

payer_rows as (

    select
        row_number() over (order by payer_id, from_on, applies_to, value) as row_id,
        payer_id,
        string_split(applies_to, ' ') as codes,
        cast(payer_term(value, 'max') as int) as max_count,
        coalesce(payer_term(value, 'per'), 'client') as counted_per,
        coalesce(payer_codes(value, 'apart_by'), []) as apart_by,
        from_on,
        through_on
    from payer_rules
    where rule_kind = 'same_day_limit'

),

limited as (

    select
        lines.*,
        payer_rows.row_id,
        payer_rows.codes,
        payer_rows.max_count,
        payer_rows.counted_per,
        payer_rows.apart_by,
        case payer_rows.counted_per
            when 'clinician' then coalesce(lines.rendering_npi, '')
            when 'group' then coalesce(lines.billing_npi, '')
            else ''
        end as counted_apart
    from lines
    inner join payer_rows
        on
            lines.payer_id = payer_rows.payer_id
            and in_force(payer_rows.from_on, payer_rows.through_on, lines.service_on)
            and (
                list_contains(payer_rows.codes, lines.procedure_code)
                or list_contains(payer_rows.codes, lines.revenue_code)
            )
            and not list_has_any(lines.modifier_list, payer_rows.apart_by)
    where
        lines.frequency_code is distinct from '8'
        -- lines of a stay without days of their own all begin on its first day
        and (lines.has_own_date or lines.form = '837P')

),

numbered as (

    select
        limited.*,
        row_number() over (
            partition by batch_id, row_id, patient_token, service_on, counted_apart
            order by file_id, segment_number
        ) as place
    from limited

),

before as (

    select
        numbered.claim_key,
        numbered.line_number,
        numbered.row_id,
        count(*) as sent_count
    from numbered
    inner join standing_services as earlier
        on
            numbered.claim_key = earlier.claim_key
            and numbered.service_on = earlier.service_on
            and (
                list_contains(numbered.codes, earlier.procedure_code)
                or list_contains(numbered.codes, earlier.revenue_code)
            )
            and not coalesce(list_has_any(earlier.modifier_list, numbered.apart_by), false)
            and numbered.counted_apart = case numbered.counted_per
                when 'clinician' then coalesce(earlier.rendering_npi, '')
                when 'group' then coalesce(earlier.billing_npi, '')
                else ''
            end
    group by all

)

select
    judged.edit_id,
    numbered.claim_key,
    numbered.line_number,
    numbered.segment_number,
    case
        when list_contains(numbered.codes, numbered.procedure_code)
            then case when numbered.form = '837I' then 'SV202-2' else 'SV101-2' end
        else 'SV201'
    end as field,
    as_code(case
        when list_contains(numbered.codes, numbered.procedure_code) then numbered.procedure_code
        else numbered.revenue_code
    end)
    || ' on ' || numbered.service_on || ', service '
    || numbered.place + coalesce(before.sent_count, 0) || ' of its kind that day' as found,
    'at most ' || numbered.max_count || ' for one client and day'
    || case numbered.counted_per
        when 'clinician' then ', each clinician'
        when 'group' then ', each billing group'
        else ''
    end as wanted,
    'A payer bundles or denies services beyond its limit of a day.' as why,
    'hold' as at_most
from judged
inner join numbered using (claim_key)
left join before using (claim_key, line_number, row_id)
where numbered.place + coalesce(before.sent_count, 0) > numbered.max_count
qualify row_number() over (
    partition by judged.edit_id, numbered.claim_key, numbered.line_number
    order by numbered.row_id
) = 1
