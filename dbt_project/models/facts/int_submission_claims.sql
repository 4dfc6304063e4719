with

claims as (

    select * from {{ ref('stg_submitted__claims') }}

),

transactions as (

    select * from {{ ref('stg_x12__transactions') }}

),

headers as (

    select
        practice_id,
        file_id,
        transaction_segment,
        min_by(created_on, segment_number) as created_on
    from {{ ref('stg_submitted__headers') }}
    where created_on is not null
    group by practice_id, file_id, transaction_segment

),

dates as (

    -- line dates decide; the statement date of an institutional claim stands in for them
    select
        practice_id,
        file_id,
        claim_segment,
        coalesce(
            min(case when line_segment is not null then from_on end), min(from_on)
        ) as service_from_on,
        coalesce(
            max(case when line_segment is not null then coalesce(to_on, from_on) end),
            max(coalesce(to_on, from_on))
        ) as service_to_on
    from {{ ref('stg_submitted__dates') }}
    where claim_segment is not null
    group by practice_id, file_id, claim_segment

),

final as (

    select
        claims.practice_id,
        claims.file_id,
        claims.segment_number,
        claims.transaction_segment,
        transactions.transaction_digest,
        claims.segment_number - claims.transaction_segment as claim_position,
        claims.known_on,
        claims.claim_number,
        claims.frequency_code,
        claims.place_of_service,
        claims.charge_usd,
        dates.service_from_on,
        dates.service_to_on,
        coalesce(headers.created_on, transactions.group_on) as submitted_on,
        transactions.interchange_control_number,
        transactions.group_control_number,
        transactions.control_number
    from claims
    inner join transactions
        on {{ same_set('claims', 'transactions') }}
    left join headers
        on {{ same_set('claims', 'headers', 'transaction_segment') }}
    left join dates
        on {{ same_claim('claims', 'dates') }}

)

select
    {{ surrogate_key(['practice_id', 'transaction_digest', 'claim_position']) }} as submission_id,
    case
        when {{ links_by_number('claim_number') }}
            then {{ claim_id('practice_id', 'claim_number', 'service_from_on') }}
        else {{ unlinked_claim_id('practice_id', 'transaction_digest', 'claim_position') }}
    end as claim_id,
    *
from final
