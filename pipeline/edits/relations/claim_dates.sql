-- Days of service of a claim or a line of it as they stand (DTP*472, DTP*434).
select
    claims.claim_key,
    dates.line_segment,
    dates.segment_number,
    dates.qualifier,
    dates.from_on,
    dates.to_on
from sent.submitted_dates as dates
inner join claims
    on dates.file_id = claims.file_id and dates.claim_segment = claims.claim_segment
