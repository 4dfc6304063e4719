-- NCCI pair on one day: two services of one client, clinician and day that the programme's list of
-- the quarter pairs, for a payer whose row says that it uses NCCI. Told of the line that is not
-- paid beside the other; where that one was sent before, of the line that goes out.
with

services as (

    select
        judged.edit_id,
        judged.ncci_modifiers,
        lines.claim_key,
        lines.claim_number,
        lines.batch_id,
        lines.line_number,
        lines.segment_number,
        lines.patient_token,
        lines.payer_id,
        lines.rendering_npi,
        lines.procedure_code,
        lines.modifier_list,
        lines.service_on,
        payer_term(rules.value, 'programme') as programme
    from judged
    inner join lines using (claim_key)
    inner join payer_rules as rules
        on
            rules.rule_kind = 'uses_ncci'
            and lines.payer_id = rules.payer_id
            and in_force(rules.from_on, rules.through_on, lines.service_on)
    where lines.frequency_code is distinct from '8' and lines.procedure_code is not null

),

-- what stands beside a service: on any claim that goes out too, or sent before
beside as (

    select
        services.*,
        others.procedure_code as other_code,
        others.modifier_list as other_modifiers,
        true as is_going_out
    from services
    inner join lines as others
        on
            services.batch_id = others.batch_id
            and services.patient_token = others.patient_token
            and services.payer_id = others.payer_id
            and services.service_on = others.service_on
            and services.rendering_npi is not distinct from others.rendering_npi
            and services.procedure_code <> others.procedure_code
    where others.frequency_code is distinct from '8'

    union all

    select
        services.*,
        others.procedure_code,
        coalesce(others.modifier_list, []),
        false
    from services
    inner join standing_services as others
        on
            services.claim_key = others.claim_key
            and services.service_on = others.service_on
            and services.rendering_npi is not distinct from others.rendering_npi
            and services.procedure_code <> others.procedure_code

),

pairs as (

    select
        beside.*,
        listed.modifier_indicator
    from beside
    inner join ncci_pairs as listed
        on
            beside.programme = listed.programme
            and beside.service_on >= listed.quarter_from_on
            and beside.service_on < listed.quarter_before_on
            and (
                (
                    beside.other_code = listed.column_1_code
                    and beside.procedure_code = listed.column_2_code
                )
                -- a service sent before cannot be told of: what goes out beside it is
                or (
                    not beside.is_going_out
                    and beside.procedure_code = listed.column_1_code
                    and beside.other_code = listed.column_2_code
                )
            )
            and in_force(listed.effective_on, listed.deleted_on, beside.service_on)
            -- one that ends on the day it begins never was
            and listed.effective_on is distinct from listed.deleted_on
    where
        listed.modifier_indicator = '0'
        or (
            listed.modifier_indicator = '1'
            and not list_has_any(
                list_concat(beside.modifier_list, beside.other_modifiers), beside.ncci_modifiers
            )
        )

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'SV101-2' as field,
    as_code(procedure_code) || ' beside ' || as_code(other_code) || ' on ' || service_on
    || case when is_going_out then '' else ', which was sent before' end as found,
    'services of a day that the list of NCCI does not pair' as wanted,
    'Of a pair on one day a payer that uses NCCI pays one.' as why,
    case when modifier_indicator = '0' then 'hold' else 'warn' end as at_most
from pairs
-- a line that is paired more than once is told of the gravest pair
qualify row_number() over (
    partition by edit_id, claim_key, line_number
    order by modifier_indicator, other_code, is_going_out desc
) = 1
