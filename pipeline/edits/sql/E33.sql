-- More units than NCCI's list of the quarter lets pass, for a payer whose row says that it uses
-- NCCI: of a line where the list judges lines (indicator 1), else of a client, clinician and day,
-- with what was sent before. Values that are not published are not here: silence proves nothing.
with

services as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.batch_id,
        lines.line_number,
        lines.segment_number,
        lines.form,
        lines.patient_token,
        lines.payer_id,
        lines.rendering_npi,
        lines.procedure_code,
        lines.service_on,
        -- what lies over several days is judged by the day
        lines.units / greatest(coalesce(lines.service_to_on - lines.service_on, 0) + 1, 1)
            as day_units,
        listed.most_units,
        listed.adjudication_indicator as indicator
    from judged
    inner join lines using (claim_key)
    inner join payer_rules as rules
        on
            rules.rule_kind = 'uses_ncci'
            and lines.payer_id = rules.payer_id
            and in_force(rules.from_on, rules.through_on, lines.service_on)
    inner join ncci_units as listed
        on
            lines.procedure_code = listed.procedure_code
            and payer_term(rules.value, 'programme') = listed.programme
            and listed.service
            = case lines.form when '837I' then 'outpatient' else 'practitioner' end
            and lines.service_on >= listed.quarter_from_on
            and lines.service_on < listed.quarter_before_on
    -- minutes are no units
    where lines.frequency_code is distinct from '8' and lines.unit_basis is distinct from 'MJ'
    -- several rows in force are one answer; of two programmes the one that lets fewest pass
    qualify row_number() over (
        partition by judged.edit_id, lines.claim_key, lines.line_number
        order by listed.most_units, listed.adjudication_indicator desc, listed.programme
    ) = 1

),

going_out as (

    select
        services.edit_id,
        services.claim_key,
        services.line_number,
        sum(
            others.units
            / greatest(coalesce(others.service_to_on - others.service_on, 0) + 1, 1)
        ) as units
    from services
    inner join lines as others using (
        batch_id, patient_token, payer_id, procedure_code, service_on
    )
    where
        services.indicator <> '1'
        and services.rendering_npi is not distinct from others.rendering_npi
        and others.frequency_code is distinct from '8'
        and others.unit_basis is distinct from 'MJ'
    group by services.edit_id, services.claim_key, services.line_number

),

sent_before as (

    select
        services.edit_id,
        services.claim_key,
        services.line_number,
        sum(others.units) as units
    from services
    inner join standing_services as others using (claim_key, procedure_code, service_on)
    where
        services.indicator <> '1'
        and services.rendering_npi is not distinct from others.rendering_npi
    group by services.edit_id, services.claim_key, services.line_number

),

counted as (

    select
        services.*,
        case
            when services.indicator = '1' then services.day_units
            else coalesce(going_out.units, 0) + coalesce(sent_before.units, 0)
        end as counted_units
    from services
    left join going_out using (edit_id, claim_key, line_number)
    left join sent_before using (edit_id, claim_key, line_number)

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    case form when '837I' then 'SV205' else 'SV104' end as field,
    rtrim(rtrim(cast(cast(counted_units as decimal(12, 3)) as varchar), '0'), '.')
    || ' units of ' || as_code(procedure_code)
    || case
        when indicator = '1' then ' on the line'
        else ' of the client and clinician on ' || service_on
    end as found,
    'at most ' || most_units || ' units, or a record that shows more' as wanted,
    'A payer that uses NCCI denies units above the value of its list.' as why,
    case when indicator = '2' then 'hold' else 'warn' end as at_most
from counted
where counted_units > most_units
