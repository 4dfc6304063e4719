with

weeks as (

    select * from {{ ref('dim_packet_weeks') }}

),

parts as (

    select * from {{ ref('rlp_count_week') }}

),

scopes as (

    -- every category from the first week on: a week without any is a zero, not a gap, and which
    -- categories there are does not depend on what comes later
    select
        'category_claims' as measure,
        category as scope
    from {{ ref('categories') }}

    union all

    select
        measure,
        'all' as scope
    from {{ ref('packet_measures') }}
    where kpi is null and measure != 'category_claims'

)

select
    weeks.practice_id,
    weeks.packet_week,
    scopes.measure,
    scopes.scope,
    cast(coalesce(sum(parts.figure), 0) as decimal(18, 6)) as figure,
    cast(null as int) as claim_count
from weeks
cross join scopes
left join parts
    on
        weeks.practice_id = parts.practice_id
        and weeks.packet_week = parts.packet_week
        and scopes.measure = parts.measure
        and scopes.scope = parts.scope
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
