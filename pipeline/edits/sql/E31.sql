-- Diagnosis pointer present and in range, and the code list is ICD-10. Which diagnosis it is, is
-- neither read nor judged.
with

diagnoses as (

    select
        claim_key,
        diagnosis_number,
        qualifier
    from claim_health_codes
    where diagnosis_number is not null

),

pointers as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        unnest(range(1, len(lines.pointers) + 1)) as place,
        unnest(lines.pointers) as pointer
    from judged
    inner join lines using (claim_key)

),

found as (

    select
        judged.edit_id,
        claims.claim_key,
        cast(null as int) as line_number,
        claims.claim_segment as segment_number,
        'HI' as field,
        'no diagnosis' as found,
        'at least one diagnosis' as wanted
    from judged
    inner join claims using (claim_key)
    anti join diagnoses using (claim_key)

    union all

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        'SV107-1',
        'no pointer',
        'a pointer to a diagnosis of the claim'
    from judged
    inner join lines using (claim_key)
    where len(lines.pointers) = 0

    union all

    select
        pointers.edit_id,
        pointers.claim_key,
        pointers.line_number,
        pointers.segment_number,
        'SV107-' || pointers.place,
        'a pointer to place ' || as_code(pointers.pointer) || ', where no diagnosis stands',
        'a pointer to a diagnosis of the claim'
    from pointers
    semi join diagnoses using (claim_key)
    anti join diagnoses
        on
            pointers.claim_key = diagnoses.claim_key
            and try_cast(pointers.pointer as int) = diagnoses.diagnosis_number

    union all

    select
        pointers.edit_id,
        pointers.claim_key,
        pointers.line_number,
        pointers.segment_number,
        'SV107-' || pointers.place,
        'a pointer to place ' || diagnoses.diagnosis_number || ', which is not of ICD-10',
        'diagnoses of the code list ABK or ABF'
    from pointers
    inner join diagnoses
        on
            pointers.claim_key = diagnoses.claim_key
            and try_cast(pointers.pointer as int) = diagnoses.diagnosis_number
    where diagnoses.qualifier is null or diagnoses.qualifier not in ('ABK', 'ABF')

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    found,
    wanted,
    'A line that points at no diagnosis is returned unprocessed.' as why,
    'hold' as at_most
from found
