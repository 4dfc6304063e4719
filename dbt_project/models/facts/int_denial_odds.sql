with

denials as (

    select
        items.practice_id,
        items.denial_id,
        items.payer_id,
        items.category,
        -- what was known before the week began in which it opened; later answers change no old week
        {{ week_start('items.opened_on', 'practices.week_starts_on') }} as packet_week
    from {{ ref('int_denial_items') }} as items
    inner join {{ ref('dim_practices') }} as practices using (practice_id)

),

priors as (

    select
        practice_id,
        category,
        p_recover_default,
        rule_id
    from {{ ref('int_rules__recovery_priors') }}

),

final as (

    select
        denials.practice_id,
        denials.denial_id,
        cast(coalesce(odds.p_recover, priors.p_recover_default) as decimal(9, 6)) as p_recover,
        odds.p_low,
        odds.p_high,
        coalesce(odds.odds_basis, 'prior') as odds_basis,
        cast(coalesce(case
            when odds.odds_basis = 'category' then odds.category_won_count
            else odds.won_count
        end, 0) as int) as odds_won_count,
        cast(coalesce(case
            when odds.odds_basis = 'category' then odds.category_lost_count
            else odds.lost_count
        end, 0) as int) as odds_lost_count,
        priors.rule_id as prior_rule_id
    from denials
    inner join priors using (practice_id, category)
    left join {{ ref('int_recovery_odds') }} as odds
        using (practice_id, packet_week, payer_id, category)

)

select * from final
