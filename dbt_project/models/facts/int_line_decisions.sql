with

line_facts as (

    select * from {{ ref('int_line_facts') }}

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

payers as (

    select * from {{ ref('stg_settings__payers') }}

),

known as (

    select
        line_facts.*,
        claims.status_outcome,
        claims.is_denied_by_status,
        claims.known_on,
        coalesce(payers.is_per_diem, false) as is_per_diem,
        line_facts.paid_usd = 0 as is_unpaid,
        line_facts.charge_usd - line_facts.paid_usd
        - line_facts.contractual_usd - line_facts.patient_share_usd as unanswered_usd
    from line_facts
    inner join claims using (practice_id, adjudication_id)
    left join payers
        on
            claims.practice_id = payers.practice_id
            and claims.payer_id = payers.payer_id

),

-- first row that is true decides; the order is the rule (R19)
decided as (

    select
        *,
        case
            when status_outcome is not null then status_outcome
            when charge_usd <= 0.01 then 'not_denied'
            when pend_usd > 0 then 'pended'
            when forwarded_usd > 0 and is_unpaid then 'forwarded'
            when
                is_per_diem and has_paid_sibling and is_unpaid and patient_share_usd = 0
                and bundled_usd > 0 and bundled_usd = denial_usd then 'bundled'
            when has_settling_remark and is_unpaid then 'not_denied'
            when denial_usd > 0 then 'denial_class'
            when unknown_usd > 0 and is_unpaid then 'unknown_carc'
            when is_denied_by_status and is_unpaid and unanswered_usd > 0
                then 'claim_status'
            when never_whole_usd >= charge_usd and is_unpaid then 'anomaly'
            else 'not_denied'
        end as decision
    from known

),

final as (

    select
        practice_id,
        adjudication_id,
        line_number,
        decision,
        case
            when decision not in ('denial_class', 'unknown_carc', 'claim_status') then decision
            when is_unpaid and patient_share_usd = 0 then 'full_denial'
            else 'partial_denial'
        end as outcome,
        cast(case decision
            when 'denial_class' then denial_usd
            when 'unknown_carc' then unknown_usd
            when 'claim_status' then unanswered_usd
            else 0
        end as decimal(18, 2)) as denied_usd,
        cast(coalesce(stated_allowed_usd, paid_usd + allowed_share_usd) as decimal(18, 2))
            as allowed_usd,
        case when stated_allowed_usd is null then 'computed' else 'stated' end as allowed_basis
    from decided

)

select * from final
