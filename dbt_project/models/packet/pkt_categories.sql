with

claims as (

    select * from {{ ref('rlp_denied_claim_week') }}
    where not is_running

),

sums as (

    select
        practice_id,
        packet_week,
        category,
        case
            when bool_and(is_preventable) then 'yes'
            when bool_or(is_preventable) then 'partly'
            else 'no'
        end as preventable,
        cast(count(*) as int) as claim_count,
        cast(sum(denied_whole_usd) as decimal(18, 2)) as billed_usd,
        cast(sum(likely_whole_usd) as decimal(18, 2)) as likely_back_usd,
        min(act_by_on) as act_by_on
    from claims
    group by practice_id, packet_week, category

),

actions as (

    select
        practice_id,
        packet_week,
        category,
        origin,
        owner_role,
        next_action,
        count(*) as claim_count,
        sum(likely_whole_usd) as likely_back_usd
    from claims
    group by practice_id, packet_week, category, origin, owner_role, next_action

),

foremost as (

    select * from actions
    qualify row_number() over (
        partition by practice_id, packet_week, category
        order by
            claim_count desc, likely_back_usd desc,
            origin asc, owner_role asc, next_action asc nulls last
    ) = 1

),

labels as (

    select distinct
        practice_id,
        category,
        category_label,
        category_order
    from {{ ref('dim_denial_reasons') }}

),

final as (

    select
        sums.practice_id,
        sums.packet_week,
        sums.category,
        labels.category_label,
        cast(row_number() over (
            partition by sums.practice_id, sums.packet_week
            order by sums.claim_count desc, sums.likely_back_usd desc, labels.category_order asc
        ) as int) as category_rank,
        sums.preventable,
        foremost.origin,
        sums.claim_count,
        sums.billed_usd,
        sums.likely_back_usd,
        owners.label as owner_label,
        owners.owner,
        foremost.next_action,
        sums.act_by_on
    from sums
    inner join foremost using (practice_id, packet_week, category)
    inner join labels using (practice_id, category)
    inner join {{ ref('dim_owners') }} as owners
        on foremost.practice_id = owners.practice_id and foremost.owner_role = owners.owner_role

)

select * from final
