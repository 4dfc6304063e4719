with

lines as (

    select * from {{ ref('rlp_denial_week') }}
    where is_new and not is_running

),

causes as (

    select distinct
        practice_id,
        packet_week,
        category,
        true as is_repeating
    from {{ ref('rlp_keeps_coming_week') }}

),

actions as (

    select
        practice_id,
        packet_week,
        category,
        origin,
        owner_role,
        next_action,
        sum(denied_usd) as action_usd
    from lines
    group by practice_id, packet_week, category, origin, owner_role, next_action

),

foremost as (

    -- the action that most of the group's dollars wait for speaks for the group
    select * from actions
    qualify row_number() over (
        partition by practice_id, packet_week, category
        order by action_usd desc, origin asc, owner_role asc, next_action asc nulls last
    ) = 1

),

sums as (

    select
        practice_id,
        packet_week,
        category,
        cast(count(distinct claim_id) as int) as claim_count,
        cast(count(distinct claim_id) filter (where is_preventable) as int) as preventable_count,
        cast(sum(denied_usd) as decimal(18, 2)) as denied_usd,
        cast(sum(coalesce(expected_recovery_usd, 0)) as decimal(18, 2)) as expected_recovery_usd,
        bool_or(default_bucket in ('A', 'both')) as is_for_now,
        bool_or(default_bucket = 'B') as is_for_cause,
        min(act_by_on) as act_by_on
    from lines
    group by practice_id, packet_week, category

),

final as (

    select
        sums.*,
        payer_names.payer_names,
        foremost.origin,
        foremost.owner_role,
        foremost.next_action,
        coalesce(causes.is_repeating, false) as is_repeating
    from sums
    inner join {{ ref('rlp_category_payer_week') }} as payer_names
        using (practice_id, packet_week, category)
    inner join foremost using (practice_id, packet_week, category)
    left join causes using (practice_id, packet_week, category)

)

select * from final
