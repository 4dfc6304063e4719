with

choices as (

    select
        'decision' as choice_kind,
        decision as choice,
        label as label_text,
        display_order
    from {{ ref('decision_kinds') }}

    union all

    select
        'state' as choice_kind,
        state as choice,
        label as label_text,
        display_order
    from {{ ref('decision_states') }}

),

final as (

    select
        weeks.practice_id,
        weeks.packet_week,
        choices.choice_kind,
        choices.choice,
        choices.label_text,
        cast(choices.display_order as int) as display_order
    from {{ ref('dim_packet_weeks') }} as weeks
    cross join choices

    union all

    select
        weeks.practice_id,
        weeks.packet_week,
        'owner' as choice_kind,
        owners.owner_role as choice,
        owners.label || coalesce(' (' || owners.owner || ')', '') as label_text,
        owners.owner_order as display_order
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('dim_owners') }} as owners using (practice_id)

)

select * from final
