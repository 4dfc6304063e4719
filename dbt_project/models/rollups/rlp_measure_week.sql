with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

parts as (

    select * from {{ ref('rlp_count_week') }}

),

scopes as (

    -- a week without any is a zero, not a gap
    select distinct
        practice_id,
        measure,
        scope
    from parts

    union distinct

    select distinct
        weeks.practice_id,
        measures.measure,
        'all' as scope
    from weeks
    cross join {{ ref('packet_measures') }} as measures
    where measures.kpi is null and measures.measure != 'category_claims'

)

select
    weeks.practice_id,
    weeks.packet_week,
    scopes.measure,
    scopes.scope,
    cast(coalesce(sum(parts.figure), 0) as decimal(18, 6)) as figure,
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
    cast(value as decimal(18, 6)) as figure,
    claim_count
from {{ ref('rlp_kpi_week') }}
where payer_id = 'all' and category = 'all'
