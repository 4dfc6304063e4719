-- Code not valid on the service date. A code that the table does not hold is not judged.
with

coded as (

    select claim_key, line_number, 'procedure' as code_kind, procedure_code as code from lines
    union all
    select claim_key, line_number, 'revenue', revenue_code from lines
    union all
    select claim_key, line_number, 'modifier', unnest(modifier_list) from lines

)

select
    judged.edit_id,
    lines.claim_key,
    lines.line_number,
    lines.segment_number,
    case
        when coded.code_kind = 'revenue' then 'SV201'
        when coded.code_kind = 'modifier' and lines.form = '837I' then 'SV202-3'
        when coded.code_kind = 'modifier' then 'SV101-3'
        when lines.form = '837I' then 'SV202-2'
        else 'SV101-2'
    end as field,
    coded.code_kind || ' ' || as_code(coded.code) || ' on ' || lines.service_on as found,
    case
        when lines.service_on < code_validity.valid_from_on
            then
                'a code that is valid on that day; this one is from '
                || code_validity.valid_from_on
        else 'a code that is valid on that day; this one was until ' || code_validity.valid_to_on
    end as wanted,
    'A code is paid only on days on which it is valid.' as why,
    case when code_validity.confidence = 'verified' then 'hold' else 'warn' end as at_most
from judged
inner join lines using (claim_key)
inner join coded
    on lines.claim_key = coded.claim_key and lines.line_number = coded.line_number
inner join code_validity
    on coded.code_kind = code_validity.code_kind and coded.code = code_validity.code
where
    lines.service_on < code_validity.valid_from_on
    or lines.service_to_on > code_validity.valid_to_on
