with

served as (

    select
        served.practice_id,
        served.submission_id,
        served.line_number,
        served.known_on,
        served.file_id,
        served.segment_number,
        services.claim_segment,
        services.line_segment
    from {{ ref('int_submission_lines') }} as served
    inner join {{ ref('int_submission_services') }} as services
        on {{ same_segment('served', 'segment_number', 'services', 'segment_number') }}

),

of_lines as (

    {{
        first_of(
            'stg_submitted__authorizations', 'reference_token', ['line_segment'],
            "line_segment is not null and other_segment is null and qualifier = 'G1'"
        )
    }}

),

of_claims as (

    {{
        first_of(
            'stg_submitted__authorizations', 'reference_token', ['claim_segment'],
            "line_segment is null and other_segment is null and qualifier = 'G1'"
        )
    }}

),

-- a line's own number stands before that of its claim
final as (

    select
        served.practice_id,
        served.submission_id,
        served.line_number,
        coalesce(of_lines.reference_token, of_claims.reference_token) as reference_token,
        served.known_on,
        served.file_id,
        served.segment_number
    from served
    left join of_lines
        on {{ same_segment('served', 'line_segment', 'of_lines', 'line_segment') }}
    left join of_claims
        on {{ same_claim('served', 'of_claims', 'claim_segment') }}
    where coalesce(of_lines.reference_token, of_claims.reference_token) is not null

)

select * from final
