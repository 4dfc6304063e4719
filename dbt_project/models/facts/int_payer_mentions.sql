with

mentions as (

    select
        practice_id,
        file_id,
        transaction_segment,
        segment_number,
        set_code,
        hierarchy_segment,
        is_clearinghouse,
        name,
        identifier_1,
        identifier_2,
        identifier_3,
        known_on
    from {{ ref('int_remittance_payer_mentions') }}

    union all

    select
        practice_id,
        file_id,
        transaction_segment,
        segment_number,
        '277' as set_code,
        hierarchy_segment,
        entity_code = 'AY' as is_clearinghouse,
        name,
        identifier as identifier_1,
        null as identifier_2,
        null as identifier_3,
        known_on
    from {{ ref('stg_status__payers') }}

    union all

    select
        practice_id,
        file_id,
        transaction_segment,
        segment_number,
        '837' as set_code,
        hierarchy_segment,
        false as is_clearinghouse,
        name,
        identifier as identifier_1,
        null as identifier_2,
        null as identifier_3,
        known_on
    from {{ ref('stg_submitted__payers') }}
    where claim_segment is null and other_segment is null

)

select
    practice_id,
    file_id,
    transaction_segment,
    segment_number,
    set_code,
    hierarchy_segment,
    is_clearinghouse,
    name as sent_name,
    nullif({{ normalised_name('name') }}, '') as name_key,
    nullif(upper(trim(both from identifier_1)), '') as identifier_1,
    nullif(upper(trim(both from identifier_2)), '') as identifier_2,
    nullif(upper(trim(both from identifier_3)), '') as identifier_3,
    known_on
from mentions
