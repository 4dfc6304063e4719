with

set_results as (

    {{
        first_of(
            'stg_ack__set_results', 'acknowledgement_code', ['set_segment'],
            'set_segment is not null'
        )
    }}

),

named_sets as (

    select
        named.practice_id,
        named.file_id,
        named.group_segment,
        named.control_number,
        min(named.segment_number) as set_segment,
        min_by(set_results.acknowledgement_code, named.segment_number)
        filter (where set_results.acknowledgement_code is not null) as acknowledgement_code
    from {{ ref('stg_ack__sets') }} as named
    inner join set_results
        on
            named.practice_id = set_results.practice_id
            and named.file_id = set_results.file_id
            and named.segment_number = set_results.set_segment
    group by named.practice_id, named.file_id, named.group_segment, named.control_number

)

select * from named_sets
