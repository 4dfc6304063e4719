-- Specialties of a claim's providers (PRV): BI of who bills, PE of who renders, AT of who
-- attends.
select
    levels.claim_key,
    taxonomies.line_segment,
    taxonomies.other_segment,
    taxonomies.segment_number,
    taxonomies.provider_code,
    taxonomies.qualifier,
    taxonomies.taxonomy_code
from sent.submitted_taxonomies as taxonomies
inner join claim_levels as levels
    on
        taxonomies.file_id = levels.file_id
        and (
            taxonomies.claim_segment = levels.claim_segment
            or (
                taxonomies.claim_segment is null
                and taxonomies.hierarchy_segment = levels.billing_segment
            )
        )
