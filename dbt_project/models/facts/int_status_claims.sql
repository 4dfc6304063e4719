with

statements as (

    select * from {{ ref('int_status_statements') }}

),

claims as (

    select
        practice_id,
        claim_number,
        claim_id,
        min(service_from_on) as service_from_on,
        max(service_to_on) as service_to_on,
        min(known_on) as known_on
    from {{ ref('fct_submissions') }}
    where {{ links_by_number('claim_number') }}
    group by practice_id, claim_number, claim_id

),

candidates as (

    -- only claims known by then: a later one cannot change what a statement meant
    select
        statements.practice_id,
        statements.file_id,
        statements.segment_number,
        claims.claim_id,
        coalesce(claims.service_from_on = statements.service_from_on, false) as is_exact,
        coalesce(
            statements.service_from_on >= claims.service_from_on
            and statements.service_from_on <= claims.service_to_on,
            statements.service_from_on is null
        ) as is_possible
    from statements
    inner join claims
        on
            statements.practice_id = claims.practice_id
            and statements.claim_number = claims.claim_number
            and statements.known_on >= claims.known_on

),

found as (

    select
        practice_id,
        file_id,
        segment_number,
        coalesce(
            min(case when is_exact then claim_id end),
            case
                when count(case when is_possible then 1 end) = 1
                    then min(case when is_possible then claim_id end)
            end
        ) as claim_id
    from candidates
    group by practice_id, file_id, segment_number

),

final as (

    select
        statements.practice_id,
        statements.file_id,
        statements.segment_number,
        case
            when not {{ links_by_number('statements.claim_number') }}
                then {{ unlinked_claim_id(
                    'statements.practice_id', 'statements.transaction_digest',
                    'statements.event_position'
                ) }}
            else coalesce(
                found.claim_id,
                {{ claim_id(
                    'statements.practice_id', 'statements.claim_number',
                    'statements.service_from_on'
                ) }}
            )
        end as claim_id
    from statements
    left join found
        on {{ same_segment('statements', 'segment_number', 'found', 'segment_number') }}

)

select * from final
