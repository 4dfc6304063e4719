-- What an earlier payer decided on a line (loop 2430), with what it adjusted and when.
with

answers as (

    select
        file_id,
        line_segment,
        segment_number,
        payer_identifier,
        paid_usd,
        lead(segment_number, 1, 2147483647) over (
            partition by file_id, line_segment order by segment_number
        ) as next_segment
    from sent.submitted_line_answers

)

select
    lines.claim_key,
    lines.line_number,
    answers.segment_number,
    answers.payer_identifier,
    answers.paid_usd,
    (
        select sum(adjustments.adjusted_usd)
        from sent.submitted_adjustments as adjustments
        where
            adjustments.file_id = answers.file_id
            and adjustments.line_segment = answers.line_segment
            and adjustments.segment_number > answers.segment_number
            and adjustments.segment_number < answers.next_segment
    ) as adjusted_usd,
    (
        select max(dates.answered_on)
        from sent.submitted_answer_dates as dates
        where
            dates.file_id = answers.file_id
            and dates.line_segment = answers.line_segment
            and dates.segment_number > answers.segment_number
            and dates.segment_number < answers.next_segment
    ) as answered_on
from answers
inner join lines
    on answers.file_id = lines.file_id and answers.line_segment = lines.line_segment
