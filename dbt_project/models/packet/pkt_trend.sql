with

signals as (

    select * from {{ ref('rlp_signal_week') }}
    where scope = 'all'

),

final as (

    select
        told.practice_id,
        told.packet_week,
        told.measure,
        earlier.packet_week as trend_week,
        case
            -- this week's own figure is printed even where it is not compared
            when earlier.packet_week = told.packet_week and not earlier.is_few then earlier.figure
            else earlier.known_figure
        end as figure
    from signals as told
    inner join signals as earlier
        on
            told.practice_id = earlier.practice_id
            and told.measure = earlier.measure
            and told.packet_week >= earlier.packet_week
            and earlier.packet_week > told.packet_week - 91

)

select * from final
