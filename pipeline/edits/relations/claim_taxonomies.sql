-- Specialties of a claim's providers (PRV): BI of who bills, PE of who renders, AT of who
-- attends.
with

-- two joins: one with an "or" in it would compare every specialty with every claim of the file
placed as (

    select levels.claim_key, taxonomies.*
    from sent.submitted_taxonomies as taxonomies
    inner join claim_levels as levels using (file_id, claim_segment)

    union all

    select levels.claim_key, taxonomies.*
    from sent.submitted_taxonomies as taxonomies
    inner join claim_levels as levels
        on
            taxonomies.file_id = levels.file_id
            and taxonomies.hierarchy_segment = levels.billing_segment
    where taxonomies.claim_segment is null

)

select
    claim_key,
    line_segment,
    other_segment,
    segment_number,
    provider_code,
    qualifier,
    taxonomy_code
from placed
