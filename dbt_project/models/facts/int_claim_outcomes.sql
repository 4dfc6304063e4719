with

lines as (

    select * from {{ ref('int_line_facts') }}

),

decisions as (

    select * from {{ ref('int_line_decisions') }}

),

claims as (

    select * from {{ ref('int_remittance_claims') }}

),

-- sharing out each claim-level amount may move a line by less than a cent
claim_level as (

    select
        practice_id,
        adjudication_id,
        count(*) as amount_count
    from {{ ref('int_claim_level_amounts') }}
    group by practice_id, adjudication_id

),

-- lines of a cent or less decide nothing
counted as (

    select
        practice_id,
        adjudication_id,
        count(*) filter (where lines.charge_usd > 0.01) as line_count,
        count(*) filter (
            where lines.charge_usd > 0.01 and decisions.outcome = 'full_denial'
        ) as full_count,
        count(*) filter (
            where decisions.outcome in ('full_denial', 'partial_denial')
        ) as denied_count,
        count(*) filter (where decisions.outcome = 'pended') as pended_count,
        count(*) filter (where decisions.outcome = 'forwarded') as forwarded_count,
        count(*) filter (where decisions.outcome = 'anomaly') as anomaly_count,
        sum(lines.paid_usd) as paid_usd,
        sum(lines.patient_share_usd + lines.paid_to_patient_usd) as patient_share_usd,
        sum(lines.adjusted_usd) as adjusted_usd,
        -- line 0 is no line of the payer's: what of the claim fits no line is judged with the claim
        count(*) filter (
            where lines.line_number > 0
            and abs(lines.charge_usd - lines.adjusted_usd - lines.paid_usd)
            >= 0.01 * greatest(coalesce(claim_level.amount_count, 0), 1)
        ) as unbalanced_count
    from lines
    inner join decisions using (practice_id, adjudication_id, line_number)
    left join claim_level using (practice_id, adjudication_id)
    group by practice_id, adjudication_id

),

final as (

    select
        claims.practice_id,
        claims.adjudication_id,
        case
            when claims.status_outcome is not null then claims.status_outcome
            when counted.line_count > 0 and counted.full_count = counted.line_count then 'denied'
            when counted.denied_count > 0 then 'partly_denied'
            when counted.pended_count > 0 then 'pended'
            when counted.forwarded_count > 0 and claims.paid_usd = 0 then 'forwarded'
            when claims.paid_usd > 0 then 'paid'
            when counted.patient_share_usd > 0 then 'patient_share'
            when counted.anomaly_count > 0 then 'anomaly'
            when counted.line_count = 0 then 'informational'
            -- an earlier payer or the contract settled it: nothing more was due
            else 'paid'
        end as outcome,
        cast(claims.charge_usd - counted.adjusted_usd - claims.paid_usd as decimal(18, 2))
            as unbalanced_usd,
        claims.charge_usd - counted.adjusted_usd = claims.paid_usd
        and counted.unbalanced_count = 0 as is_balanced
    from claims
    inner join counted using (practice_id, adjudication_id)

)

select * from final
