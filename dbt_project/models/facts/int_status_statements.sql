with

levels as (

    -- the payer level (20) that a claim's level stands under
    select
        practice_id,
        file_id,
        segment_number as hierarchy_segment,
        level_code,
        max(case when level_code = '20' then segment_number end) over (
            partition by practice_id, file_id, transaction_segment order by segment_number
        ) as payer_segment
    from {{ ref('stg_status__hierarchy') }}

),

payers as (

    select * from {{ ref('int_payer_sightings') }}
    where set_code = '277'
    qualify row_number() over (
        partition by practice_id, file_id, hierarchy_segment
        order by is_clearinghouse, segment_number
    ) = 1

),

dates as (

    {{
        first_of(
            'stg_status__dates', 'from_on', ['trace_segment'],
            "trace_segment is not null and service_segment is null and qualifier = '472'"
        )
    }}

),

line_dates as (

    select
        practice_id,
        file_id,
        trace_segment,
        min(from_on) as from_on
    from {{ ref('stg_status__dates') }}
    where service_segment is not null and qualifier = '472'
    group by practice_id, file_id, trace_segment

),

payer_numbers as (

    {{
        first_of(
            'stg_status__references', 'identifier', ['trace_segment'],
            "service_segment is null and qualifier = '1K'"
        )
    }}

),

final as (

    select
        events.*,
        traces.claim_number,
        transactions.transaction_digest,
        events.segment_number - events.transaction_segment as event_position,
        case when transactions.version like '%X214%' then '277CA' else '277' end as source,
        transactions.group_on,
        payers.payer_id,
        coalesce(payers.matched_by, 'unknown') as payer_matched_by,
        coalesce(dates.from_on, line_dates.from_on) as service_from_on,
        payer_numbers.identifier as payer_claim_number
    from {{ ref('stg_status__events') }} as events
    inner join {{ ref('stg_status__traces') }} as traces
        on {{ same_segment('events', 'trace_segment', 'traces', 'segment_number') }}
    inner join levels
        on {{ same_level('events', 'hierarchy_segment', 'levels') }}
    inner join {{ ref('stg_x12__transactions') }} as transactions
        on {{ same_set('events', 'transactions') }}
    left join payers
        on {{ same_level('levels', 'payer_segment', 'payers') }}
    left join dates
        on {{ same_segment('events', 'trace_segment', 'dates', 'trace_segment') }}
    left join line_dates
        on {{ same_segment('events', 'trace_segment', 'line_dates', 'trace_segment') }}
    left join payer_numbers
        on {{ same_segment('events', 'trace_segment', 'payer_numbers', 'trace_segment') }}
    where events.service_segment is null and levels.level_code in ('22', '23', 'PT')

)

select * from final
