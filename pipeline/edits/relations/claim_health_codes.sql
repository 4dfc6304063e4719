-- Places of diagnoses with their code list, and conditions of a stay (HI). A diagnosis itself is
-- not read. The places of diagnoses are counted through, as a service line points at them.
with

filled as (

    select
        file_id,
        claim_segment,
        segment_number,
        position,
        qualifier,
        condition_code,
        qualifier is distinct from 'BG' as is_diagnosis
    from sent.submitted_health_codes

)

select
    claims.claim_key,
    filled.segment_number,
    filled.qualifier,
    filled.condition_code,
    case
        when filled.is_diagnosis
            then cast(row_number() over (
                partition by claims.claim_key, filled.is_diagnosis
                order by filled.segment_number, filled.position
            ) as int)
    end as diagnosis_number
from filled
inner join claims
    on filled.file_id = claims.file_id and filled.claim_segment = claims.claim_segment
