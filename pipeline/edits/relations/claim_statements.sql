-- The days that an institutional claim speaks for (DTP*434), one row a claim that says them.
select
    claims.claim_key,
    min(dates.from_on) as statement_from_on,
    max(coalesce(dates.to_on, dates.from_on)) as statement_to_on
from sent.submitted_dates as dates
inner join claims
    on dates.file_id = claims.file_id and dates.claim_segment = claims.claim_segment
where dates.qualifier = '434' and dates.line_segment is null and dates.from_on is not null
group by claims.claim_key
