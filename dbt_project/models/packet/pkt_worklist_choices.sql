with

actions as (

    select * from {{ ref('worklist_actions') }}

),

choices as (

    select
        'did' as choice_kind,
        action as choice,
        did_label as label_text,
        display_order
    from actions

    union all

    select
        'step' as choice_kind,
        action as choice,
        step_label as label_text,
        display_order
    from actions

),

final as (

    select
        work_days.practice_id,
        work_days.packet_week,
        choices.choice_kind,
        choices.choice,
        choices.label_text,
        cast(choices.display_order as int) as display_order
    from {{ ref('dim_work_days') }} as work_days
    cross join choices

    union all

    select
        work_days.practice_id,
        work_days.packet_week,
        'hand_to' as choice_kind,
        owners.owner_role as choice,
        owners.label || coalesce(' (' || owners.owner || ')', '') as label_text,
        owners.owner_order as display_order
    from {{ ref('dim_work_days') }} as work_days
    inner join {{ ref('dim_owners') }} as owners using (practice_id)

)

select * from final
