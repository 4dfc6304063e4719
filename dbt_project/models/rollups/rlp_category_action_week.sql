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

final as (

    select
        sums.practice_id,
        sums.packet_week,
        sums.category,
        sums.preventable,
        foremost.origin,
        sums.claim_count,
        sums.billed_usd,
        sums.likely_back_usd,
        foremost.owner_role,
        foremost.next_action,
        sums.act_by_on
    from sums
    inner join foremost using (practice_id, packet_week, category)

)

select * from final
