with

sendings as (

    select distinct
        practice_id,
        submission_id,
        claim_id,
        sent_on
    from {{ ref('int_scrub_sendings') }}

),

answers as (

    select
        practice_id,
        claim_id,
        known_on as answered_on,
        case when outcome in ('paid', 'patient_share') then 'paid' else 'denied' end as answer
    from {{ ref('fct_adjudications') }}
    where
        not is_noise
        and outcome in ('paid', 'patient_share', 'denied', 'partly_denied')

    union all

    select
        practice_id,
        claim_id,
        opened_on as answered_on,
        'rejected' as answer
    from {{ ref('fct_rejections') }}

),

final as (

    select
        sendings.practice_id,
        sendings.submission_id,
        answers.answer,
        answers.answered_on
    from sendings
    inner join answers using (practice_id, claim_id)
    where answers.answered_on >= sendings.sent_on
    -- of one day the answer of the payer stands, and of two the worse
    qualify row_number() over (
        partition by sendings.practice_id, sendings.submission_id
        order by
            answers.answered_on asc,
            case answers.answer when 'denied' then 1 when 'paid' then 2 else 3 end asc
    ) = 1

)

select * from final
