with

mentions as (

    select * from {{ ref('int_payer_mentions') }}

),

aliases as (

    select * from {{ ref('stg_settings__payer_aliases') }}

),

identifiers as (

    select * from aliases
    where alias_kind = 'identifier'

),

names as (

    select * from aliases
    where alias_kind = 'name'

),

found as (

    select
        mentions.*,
        coalesce(first_one.payer_id, second_one.payer_id, third_one.payer_id) as by_identifier,
        names.payer_id as by_name,
        -- what was sent, the name before any number: a name is the same in every kind of file
        coalesce(
            mentions.name_key,
            mentions.identifier_1,
            mentions.identifier_2,
            mentions.identifier_3,
            ''
        ) as sent
    from mentions
    left join identifiers as first_one
        on
            mentions.practice_id = first_one.practice_id
            and mentions.identifier_1 = first_one.alias
    left join identifiers as second_one
        on
            mentions.practice_id = second_one.practice_id
            and mentions.identifier_2 = second_one.alias
    left join identifiers as third_one
        on
            mentions.practice_id = third_one.practice_id
            and mentions.identifier_3 = third_one.alias
    left join names
        on
            mentions.practice_id = names.practice_id
            and mentions.name_key = names.alias

),

resolved as (

    select
        practice_id,
        file_id,
        transaction_segment,
        segment_number,
        set_code,
        hierarchy_segment,
        is_clearinghouse,
        sent_name,
        coalesce(identifier_1, identifier_2, identifier_3) as sent_identifier,
        case
            when is_clearinghouse then {{ unknown_payer("''") }}
            else coalesce(by_identifier, by_name, {{ unknown_payer('sent') }})
        end as payer_id,
        {{ unknown_payer('sent') }} as unknown_payer_id,
        case
            when is_clearinghouse then 'clearinghouse'
            when by_identifier is not null then 'identifier'
            when by_name is not null then 'name'
            else 'unknown'
        end as matched_by,
        known_on
    from found

)

select * from resolved
