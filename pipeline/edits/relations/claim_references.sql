-- Reference numbers (REF) of a claim, a line of it or another payer of it; approvals as tokens.
with

named as (

    select
        file_id,
        segment_number,
        claim_segment,
        line_segment,
        other_segment,
        qualifier,
        identifier,
        cast(null as varchar) as reference_token
    from sent.submitted_references

    union all

    select
        file_id,
        segment_number,
        claim_segment,
        line_segment,
        other_segment,
        qualifier,
        cast(null as varchar) as identifier,
        reference_token
    from sent.submitted_authorizations

)

select
    claims.claim_key,
    named.line_segment,
    named.other_segment,
    named.segment_number,
    named.qualifier,
    named.identifier,
    named.reference_token
from named
inner join claims
    on named.file_id = claims.file_id and named.claim_segment = claims.claim_segment
