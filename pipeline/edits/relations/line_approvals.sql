-- The payer's approval that a service line names (REF*G1), as a token: its own, else its claim's.
select
    lines.claim_key,
    lines.line_number,
    max_by(
        named.reference_token, (named.line_segment is not null, -named.segment_number)
    ) as reference_token,
    max_by(
        named.segment_number, (named.line_segment is not null, -named.segment_number)
    ) as segment_number,
    bool_or(named.line_segment is not null) as is_own
from lines
inner join claim_references as named
    on
        lines.claim_key = named.claim_key
        and coalesce(lines.line_segment = named.line_segment, true)
where
    named.qualifier = 'G1'
    and named.other_segment is null
    and named.reference_token is not null
group by lines.claim_key, lines.line_number
