with

items as (

    -- 42 CFR Part 2: only the billing role's own list shows date and service
    select
        *,
        is_part2 and owner_role != 'claims_biller' as is_withheld
    from {{ ref('rlp_work_item_week') }}

),

final as (

    select
        items.practice_id,
        items.packet_week,
        work_groups.owner_role,
        work_groups.group_rank,
        cast(row_number() over (
            partition by
                items.practice_id, items.packet_week, work_groups.owner_role, work_groups.group_rank
            order by
                items.last_day_on asc nulls last, items.likely_whole_usd desc,
                items.claim_number asc nulls last, items.claim_id asc
        ) as int) as row_rank,
        work_groups.item_kind,
        work_groups.work_part,
        parts.label as part_label,
        parts.display_order as part_order,
        coalesce(payers.name, 'Payer not known') as payer,
        work_groups.reason_label,
        work_groups.reason_code,
        coalesce(work_groups.next_action, 'Look at the claim; decide the next step') as next_action,
        work_groups.minutes,
        work_groups.usd_a_minute,
        items.item_key,
        items.claim_id,
        coalesce(items.claim_number, '') as claim_number,
        case when not items.is_withheld then items.service_on end as service_on,
        case
            when not items.is_withheld
                then items.procedure_code || coalesce(' ' || nullif(
                    replace(items.modifiers, ':', ' '), ''
                ), '')
        end as service,
        items.usual_whole_usd as usual_usd,
        odds.odds_basis,
        odds.odds_won_count,
        odds.odds_lost_count,
        odds.p_low,
        odds.p_high,
        items.likely_whole_usd as likely_back_usd,
        items.last_day_on,
        items.act_by_on,
        items.is_withheld,
        items.is_part2 and not items.is_withheld as is_part2_shown
    from items
    inner join {{ ref('rlp_work_group_week') }} as work_groups
        on
            items.practice_id = work_groups.practice_id
            and items.packet_week = work_groups.packet_week
            and items.owner_role = work_groups.owner_role
            and items.work_part = work_groups.work_part
            and items.item_kind = work_groups.item_kind
            and items.payer_id is not distinct from work_groups.payer_id
            and items.reason_label = work_groups.reason_label
            and items.reason_code = work_groups.reason_code
            and items.next_action is not distinct from work_groups.next_action
    inner join {{ ref('work_parts') }} as parts on items.work_part = parts.work_part
    left join {{ ref('int_denial_odds') }} as odds
        on items.practice_id = odds.practice_id and items.denial_id = odds.denial_id
    left join {{ ref('dim_payers') }} as payers
        on items.practice_id = payers.practice_id and items.payer_id = payers.payer_id

)

select * from final
