with

seen as (

    select
        practice_id,
        'clinician' as entity_kind,
        npi as entity_id,
        started_on,
        first_seen_on
    from {{ ref('dim_clinicians') }}

    union all

    select
        practice_id,
        'location' as entity_kind,
        location_id as entity_id,
        cast(null as date) as started_on,
        first_seen_on
    from {{ ref('dim_locations') }}

),

newcomers as (

    -- in the record's first month everybody looks new
    select
        seen.*,
        coalesce(seen.started_on, seen.first_seen_on) as new_on
    from seen
    inner join {{ ref('dim_practices') }} as practices using (practice_id)
    where seen.started_on is not null or seen.first_seen_on >= practices.first_week + 28

),

kinds as (
    select distinct entity_kind from seen
),

sent as (

    select
        submissions.practice_id,
        submissions.claim_id,
        submissions.payer_id,
        kinds.entity_kind,
        case
            when kinds.entity_kind = 'clinician' then submissions.rendering_npi
            else submissions.location_id
        end as entity_id,
        min(submissions.known_on) as known_on
    from {{ ref('fct_submissions') }} as submissions
    cross join kinds
    group by
        submissions.practice_id, submissions.claim_id, submissions.payer_id, kinds.entity_kind,
        submissions.rendering_npi, submissions.location_id

),

final as (

    -- all first answers so far to claims of somebody, or of a place, that is new
    select
        weeks.practice_id,
        weeks.packet_week,
        newcomers.entity_kind,
        newcomers.entity_id,
        sent.payer_id,
        newcomers.new_on as first_seen_on,
        cast(count(*) as int) as answered_count,
        cast(count(*) filter (where answers.is_denied) as int) as denied_count,
        cast(sum(answers.denied_usd) as decimal(18, 2)) as denied_usd,
        cast(sum(answers.expected_recovery_usd) as decimal(18, 2)) as expected_recovery_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    inner join newcomers
        on
            weeks.practice_id = newcomers.practice_id
            and weeks.covers_until > newcomers.new_on
            and newcomers.new_on >= weeks.covers_until - cast(numbers.new_clinician_days as int)
    inner join sent
        on
            newcomers.practice_id = sent.practice_id
            and newcomers.entity_kind = sent.entity_kind
            and newcomers.entity_id = sent.entity_id
            and weeks.covers_until > sent.known_on
    inner join {{ ref('rlp_first_answer_week') }} as answers
        on
            weeks.practice_id = answers.practice_id
            and sent.claim_id = answers.claim_id
            and sent.payer_id = answers.payer_id
            and weeks.packet_week >= answers.packet_week
    group by
        weeks.practice_id, weeks.packet_week, newcomers.entity_kind, newcomers.entity_id,
        sent.payer_id, newcomers.new_on

)

select * from final
