-- Duplicate within the batch: the same service of one client and day to the same payer, twice.
with

services as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.batch_id,
        lines.file_id,
        lines.line_number,
        lines.segment_number,
        lines.form,
        lines.claim_number,
        lines.patient_token,
        lines.payer_id,
        lines.payer_sequence,
        lines.service_on,
        lines.procedure_code,
        lines.revenue_code,
        lines.rendering_npi,
        list_sort(lines.modifier_list) as all_modifiers,
        list_sort(list_filter(
            lines.modifier_list,
            lambda one: not list_contains(judged.distinct_modifiers, one)
        )) as plain_modifiers,
        list_has_any(lines.modifier_list, judged.distinct_modifiers) as is_distinct
    from judged
    inner join lines using (claim_key)
    where
        lines.frequency_code is distinct from '8'
        and coalesce(lines.procedure_code, lines.revenue_code) is not null
        -- lines of a stay without days of their own all begin on its first day
        and (lines.has_own_date or lines.form = '837P')
        and lines.service_on is not null

),

numbered as (

    select
        services.*,
        row_number() over same_service as occurrence,
        first_value(claim_number) over same_service as first_claim_number,
        first_value(line_number) over same_service as first_line_number,
        row_number() over same_session as exact_occurrence
    from services
    window
        same_service as (
            partition by
                batch_id, patient_token, payer_id, payer_sequence, service_on, procedure_code,
                revenue_code, plain_modifiers
            order by file_id, segment_number
        ),
        same_session as (
            partition by
                batch_id, patient_token, payer_id, payer_sequence, service_on, procedure_code,
                revenue_code, all_modifiers, rendering_npi
            order by file_id, segment_number
        )

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case when form = '837I' then 'SV2' else 'SV1' end as field,
    as_code(coalesce(procedure_code, revenue_code)) || ' on ' || service_on
    || ', as on claim ' || as_number(first_claim_number) || ', line ' || first_line_number
        as found,
    'one line for one service' as wanted,
    'A payer answers the second of two equal lines as a duplicate.' as why,
    case when exact_occurrence > 1 and not is_distinct then 'hold' else 'warn' end as at_most
from numbered
where occurrence > 1
