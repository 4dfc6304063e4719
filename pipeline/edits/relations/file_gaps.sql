-- Why a file was not wholly checked, whatever is said of its claims: a fault that reaches no
-- claim, an envelope that does not add up, a set or a line without a claim.
with

reaching as (

    select distinct file_id, segment_number, code
    from claim_faults
    where claim_key is not null

),

lost as (

    select distinct code
    from claim_faults
    where claim_key is null

),

lines_without as (

    select distinct file_id
    from (
        select file_id, claim_segment from sent.submitted_services
        union all
        select file_id, claim_segment from sent.submitted_institutional_services
        union all
        select file_id, claim_segment from sent.submitted_dental_services
    )
    where claim_segment is null

)

select
    findings.file_id,
    findings.code,
    findings.problem
from sent.findings as findings
left join reaching
    on
        findings.file_id = reaching.file_id
        and findings.segment_number = reaching.segment_number
        and findings.code = reaching.code
where
    (
        findings.code in (
            'missing_set_trailer', 'missing_group_trailer', 'missing_interchange_trailer',
            'wrong_segment_count', 'wrong_set_count', 'wrong_group_count', 'unreadable_count',
            'wrong_control_number', 'stray_trailer'
        )
        or findings.severity = 'error'
        or findings.code in (select lost.code from lost)
    )
    and reaching.file_id is null

union all

select
    transactions.file_id,
    'set_without_claim' as code,
    'A set of claims (ST*837) holds no claim (CLM) that can be read.' as problem
from sent.transactions as transactions
anti join sent.submitted_claims as claims
    on
        transactions.file_id = claims.file_id
        and transactions.segment_number = claims.transaction_segment
where transactions.set_code = '837'

union all

select distinct
    file_id,
    'other_set_among_claims' as code,
    'A set in a group of claims (GS*HC) says that it is none of claims (ST*837).' as problem
from sent.transactions
where functional_code = 'HC' and set_code is distinct from '837'

union all

select
    file_id,
    'line_without_claim' as code,
    'Service lines (SV1, SV2, SV3) stand in no claim (CLM).' as problem
from lines_without
