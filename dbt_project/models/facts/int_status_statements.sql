with

dates as (

    {{
        first_of(
            'stg_status__dates', 'from_on', ['trace_segment'],
            "trace_segment is not null and service_segment is null and qualifier in ('472', '232')"
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
    where service_segment is not null and qualifier in ('472', '232')
    group by practice_id, file_id, trace_segment

),

-- in a 277 the trace is the inquiry's or the payer's own; our number stands beside it
claim_numbers as (

    {{
        first_of(
            'stg_status__references', 'identifier', ['trace_segment'],
            "service_segment is null and qualifier = 'EJ'"
        )
    }}

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
        events.practice_id,
        events.file_id,
        events.segment_number,
        events.transaction_segment,
        events.category_code,
        events.status_code,
        events.entity_code,
        events.status_on,
        events.action_code,
        events.charge_usd,
        events.paid_usd,
        events.category_code_2,
        events.status_code_2,
        events.entity_code_2,
        events.category_code_3,
        events.status_code_3,
        events.entity_code_3,
        events.known_on,
        coalesce(claim_numbers.identifier, traces.claim_number) as claim_number,
        x12_sets.transaction_digest,
        events.segment_number - events.transaction_segment as event_position,
        case when x12_sets.version like '%X214%' then '277CA' else '277' end
            as source,  -- noqa: RF04
        x12_sets.group_on,
        levels.payer_id,
        levels.payer_matched_by,
        coalesce(dates.from_on, line_dates.from_on) as service_from_on,
        payer_numbers.identifier as payer_claim_number
    from {{ ref('stg_status__events') }} as events
    inner join {{ ref('stg_status__traces') }} as traces
        on {{ same_segment('events', 'trace_segment', 'traces', 'segment_number') }}
    inner join {{ ref('int_status_levels') }} as levels
        on {{ same_level('events', 'hierarchy_segment', 'levels') }}
    inner join {{ ref('stg_x12__transactions') }} as x12_sets
        on {{ same_set('events', 'x12_sets') }}
    left join dates
        on {{ same_segment('events', 'trace_segment', 'dates', 'trace_segment') }}
    left join line_dates
        on {{ same_segment('events', 'trace_segment', 'line_dates', 'trace_segment') }}
    left join claim_numbers
        on {{ same_segment('events', 'trace_segment', 'claim_numbers', 'trace_segment') }}
    left join payer_numbers
        on {{ same_segment('events', 'trace_segment', 'payer_numbers', 'trace_segment') }}
    where events.service_segment is null and levels.level_code in ('22', '23', 'PT')

)

select * from final
