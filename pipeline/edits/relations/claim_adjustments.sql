-- Adjustments of earlier payers as the claim passes them on (CAS), at the level where they stand.
select
    claims.claim_key,
    adjustments.line_segment,
    adjustments.other_segment,
    adjustments.segment_number,
    adjustments.group_code,
    adjustments.carc_code,
    adjustments.adjusted_usd
from sent.submitted_adjustments as adjustments
inner join claims
    on
        adjustments.file_id = claims.file_id
        and adjustments.claim_segment = claims.claim_segment
