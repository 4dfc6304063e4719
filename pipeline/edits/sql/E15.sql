-- Timely filing age: how much of the payer's limit is gone on the day of sending, by the clock of
-- `filing_clocks`. It never holds: holding makes it later.
with

aged as (

    select
        judged.edit_id,
        judged.warn_share,
        judged.urgent_share,
        claims.claim_key,
        claims.claim_segment,
        claims.form,
        claims.frequency_code,
        clocks.deadline_rule_id,
        clocks.clock,
        clocks.clock_on,
        clocks.limit_days,
        clocks.limit_on,
        date_diff('day', clocks.clock_on, claims.as_of_on) as age_days
    from judged
    inner join claims using (claim_key)
    inner join filing_clocks as clocks using (claim_key)

)

select
    edit_id,
    claim_key,
    cast(null as int) as line_number,
    claim_segment as segment_number,
    case
        when frequency_code = '7' then 'CLM05-3'
        when clock = 'the earlier payer''s decision' then 'DTP*573'
        when form = '837I' then 'DTP*434'
        else 'DTP*472'
    end as field,
    case
        when age_days > limit_days then 'past the limit: '
        when age_days >= urgent_share * limit_days then 'urgent: '
        else ''
    end || 'day ' || age_days || ' of ' || limit_days || ' since ' || clock || ' on ' || clock_on
        as found,
    case
        when age_days > limit_days
            then
                'proof that the payer accepted the claim before ' || (limit_on + 1)
                || ' (277CA)'
        else 'the claim with the payer by ' || limit_on
    end || ', by the rule ' || deadline_rule_id as wanted,
    'A claim that comes after the limit is not paid; holding it makes it later.' as why,
    'warn' as at_most
from aged
where age_days >= warn_share * limit_days
