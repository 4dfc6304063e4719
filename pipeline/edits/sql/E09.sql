-- Session minutes below the floor of the code, by the practice's list. It asks the clinician and
-- names no other code; a floor that nobody verified only warns.
with

services as (

    select
        judged.edit_id,
        minutes.claim_key,
        minutes.last_line_number as line_number,
        minutes.last_segment_number as segment_number,
        minutes.procedure_code,
        minutes.service_on,
        minutes.line_count,
        minutes.minutes,
        minute_floors.min_minutes,
        minute_floors.confidence
    from judged
    inner join claims using (claim_key)
    inner join service_minutes as minutes using (claim_key)
    inner join minute_floors using (procedure_code)
    where claims.frequency_code is distinct from '8'

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'SV101-2' as field,
    as_code(procedure_code) || ' on ' || service_on || ' with ' || as_quantity(minutes)
    || ' minutes'
    || case when line_count > 1 then ' on ' || line_count || ' lines' else '' end as found,
    'at least ' || min_minutes || ' minutes a session, as the note has them' as wanted,
    'A payer that asks for the note denies a session shorter than its code.' as why,
    case when confidence = 'verified' then 'hold' else 'warn' end as at_most
from services
where minutes < min_minutes * line_count
