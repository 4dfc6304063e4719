with

flags as (

    select 'credentialing_denials' as red_flag, 'clinician' as entity_kind

    union all

    select 'payer_wide' as red_flag, 'payer' as entity_kind

    union all

    select 'paid_out_of_network' as red_flag, 'payer' as entity_kind

),

denied as (

    -- denials of the last four weeks
    select
        weeks.practice_id,
        weeks.packet_week,
        flags.red_flag,
        flags.entity_kind,
        case when flags.entity_kind = 'clinician' then denials.rendering_npi else '' end
            as entity_id,
        denials.payer_id,
        denials.claim_id,
        denials.rendering_npi,
        denials.opened_on,
        denials.denied_usd,
        coalesce(denials.expected_recovery_usd, 0) as expected_recovery_usd
    from {{ ref('dim_packet_weeks') }} as weeks
    inner join {{ ref('rlp_denial_week') }} as denials
        on
            weeks.practice_id = denials.practice_id
            and denials.is_new
            and denials.packet_week <= weeks.packet_week
            and denials.packet_week > weeks.packet_week
            - cast(7 * {{ threshold('keeps_coming_window_weeks') }} as int)
    inner join flags
        on case
            when flags.red_flag = 'paid_out_of_network' then denials.carc_code in ('242', '279')
            else denials.category = 'credentialing_enrollment'
        end

),

waiting as (

    select
        practice_id,
        packet_week,
        'accepted_then_silent' as red_flag,
        payer_id,
        claim_id,
        from_on as opened_on,
        usual_usd as expected_recovery_usd
    from {{ ref('rlp_silent_claim_week') }}

    union all

    select
        practice_id,
        packet_week,
        'rejected_for_enrollment' as red_flag,
        payer_id,
        claim_id,
        opened_on,
        likely_whole_usd as expected_recovery_usd
    from {{ ref('rlp_rejection_reason_week') }}
    where is_open and not is_running and category = 'credentialing_enrollment'

)

select * from denied
where entity_id is not null

union all

select
    practice_id,
    packet_week,
    red_flag,
    'payer' as entity_kind,
    '' as entity_id,
    payer_id,
    claim_id,
    cast(null as string) as rendering_npi,
    opened_on,
    0 as denied_usd,
    expected_recovery_usd
from waiting
