with

remittances as (

    select
        *,
        {{ claim_id('practice_id', 'claim_number', 'service_from_on') }} as stated_claim_id
    from {{ ref('int_remittance_claims') }}

),

candidates as (

    select * from {{ ref('int_claim_candidates') }}

),

-- a statement whose number and first date name no claim we sent, as far as was known by then
open_questions as (

    select
        remittances.practice_id,
        remittances.adjudication_id,
        remittances.claim_number,
        remittances.service_from_on,
        remittances.known_on
    from remittances
    anti join candidates
        on
            remittances.practice_id = candidates.practice_id
            and remittances.stated_claim_id = candidates.claim_id
            and candidates.is_submitted
            and remittances.known_on >= candidates.known_on
    where remittances.is_number_linking

),

-- part of a claim's lines, or no date at all: the one claim of that number it can be
found as (

    select
        open_questions.practice_id,
        open_questions.adjudication_id,
        min(candidates.claim_id) as claim_id
    from open_questions
    inner join candidates
        on
            open_questions.practice_id = candidates.practice_id
            and open_questions.claim_number = candidates.claim_number
            and open_questions.known_on >= candidates.known_on
            and (
                open_questions.service_from_on is null
                or (
                    candidates.is_submitted
                    and open_questions.service_from_on
                    between candidates.service_from_on and candidates.service_to_on
                )
            )
    group by open_questions.practice_id, open_questions.adjudication_id
    having count(distinct candidates.claim_id) = 1

),

final as (

    select
        remittances.practice_id,
        remittances.adjudication_id,
        case
            when not remittances.is_number_linking
                then {{ unlinked_claim_id(
                    'remittances.practice_id', 'remittances.transaction_digest',
                    'remittances.position'
                ) }}
            else coalesce(found.claim_id, remittances.stated_claim_id)
        end as claim_id
    from remittances
    left join found using (practice_id, adjudication_id)

)

select * from final
