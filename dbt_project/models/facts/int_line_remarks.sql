with

lines as (

    select * from {{ ref('int_remittance_lines') }}

),

remarks as (

    select * from {{ ref('int_remarks') }}

),

reaching as (

    -- a line hears its own remarks first, then those of its claim
    select
        lines.practice_id,
        lines.adjudication_id,
        lines.line_number,
        remarks.rarc_code,
        remarks.segment_number,
        remarks.element,
        remarks.line_number = 0 and lines.line_number > 0 as is_of_claim
    from remarks
    inner join lines
        on
            remarks.practice_id = lines.practice_id
            and remarks.adjudication_id = lines.adjudication_id
            and (remarks.line_number = lines.line_number or remarks.line_number = 0)

),

final as (

    select
        practice_id,
        adjudication_id,
        line_number,
        rarc_code,
        cast(row_number() over (
            partition by practice_id, adjudication_id, line_number
            order by is_of_claim, segment_number, element
        ) as int) as remark_order
    from reaching

)

select * from final
