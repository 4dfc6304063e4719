-- Every payer that an 837 names (NM1*PR), resolved as the facts resolve it: by identifier, else
-- by name, else unknown- and eight hex digits of what was sent.
with

named as (

    select
        file_id,
        hierarchy_segment,
        claim_segment,
        other_segment,
        segment_number,
        nullif(regexp_replace(upper(name), '[^A-Z0-9]', '', 'g'), '') as name_key,
        nullif(upper(trim(identifier)), '') as identifier
    from sent.submitted_payers

)

select
    named.file_id,
    named.hierarchy_segment,
    named.claim_segment,
    named.other_segment,
    named.segment_number,
    named.identifier,
    coalesce(
        by_identifier.payer_id,
        by_name.payer_id,
        'unknown-' || left(sha256(coalesce(named.name_key, named.identifier, '')), 8)
    ) as payer_id
from named
left join settings.payer_aliases as by_identifier
    on by_identifier.alias_kind = 'identifier' and named.identifier = by_identifier.alias
left join settings.payer_aliases as by_name
    on by_name.alias_kind = 'name' and named.name_key = by_name.alias
