with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

denied as (

    select
        practice_id,
        packet_week,
        category,
        count(*) as claim_count,
        sum(likely_whole_usd) as likely_whole_usd
    from {{ ref('rlp_denied_claim_week') }}
    where not is_running
    group by practice_id, packet_week, category

),

rejected as (

    select
        practice_id,
        packet_week,
        count(*) as claim_count
    from {{ ref('rlp_rejection_week') }}
    where is_new and not is_running
    group by practice_id, packet_week

),

parts as (

    select practice_id, packet_week, 'claims_denied' as measure, 'all' as scope, claim_count as value
    from denied

    union all

    select practice_id, packet_week, 'likely_back', 'all', likely_whole_usd from denied

    union all

    select practice_id, packet_week, 'category_claims', category, claim_count from denied

    union all

    select practice_id, packet_week, 'untouched', 'all', claim_count
    from {{ ref('rlp_untouched_week') }}

    union all

    select practice_id, packet_week, 'rejected', 'all', claim_count from rejected

),

scopes as (

    -- a week without any is a zero, not a gap
    select distinct practice_id, measure, scope from parts

    union

    select distinct weeks.practice_id, measures.measure, 'all' as scope
    from weeks
    cross join {{ ref('packet_measures') }} as measures
    where measures.kpi is null and measures.measure != 'category_claims'

)

select
    weeks.practice_id,
    weeks.packet_week,
    scopes.measure,
    scopes.scope,
    cast(coalesce(sum(parts.value), 0) as decimal(18, 6)) as value,
    cast(null as int) as claim_count
from weeks
inner join scopes using (practice_id)
left join parts using (practice_id, packet_week, measure, scope)
group by weeks.practice_id, weeks.packet_week, scopes.measure, scopes.scope

union all

select
    practice_id,
    packet_week,
    kpi as measure,
    'all' as scope,
    cast(value as decimal(18, 6)) as value,
    claim_count
from {{ ref('rlp_kpi_week') }}
where payer_id = 'all' and category = 'all'
