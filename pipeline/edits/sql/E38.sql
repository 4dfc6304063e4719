-- Charge that cannot be meant: none at all, below what the contract allows, far above the
-- practice's own median, or lines that do not add up to their claim. Payers that pay by head are
-- asked for no amount.
with

priced as (

    select
        judged.edit_id,
        judged.tolerance_usd,
        judged.most_times,
        judged.fewest_lines,
        claims.transaction_digest,
        coalesce(payers.is_capitated, false) as is_by_head,
        lines.*
    from judged
    inner join claims using (claim_key)
    inner join lines using (claim_key)
    left join settings.payers as payers on claims.payer_id = payers.payer_id
    where claims.frequency_code is distinct from '8'

),

totals as (

    select
        priced.edit_id,
        claims.claim_key,
        claims.claim_segment,
        claims.charge_usd,
        sum(priced.charge_usd) as lines_usd
    from priced
    inner join claims using (claim_key)
    group by all
    having count(*) = count(priced.charge_usd)

),

contracts as (

    select
        priced.edit_id,
        priced.claim_key,
        priced.line_number,
        priced.segment_number,
        priced.form,
        priced.charge_usd,
        fees.allowed_usd * case when fees.per = 'line' then 1 else coalesce(priced.units, 1) end
            as allowed_usd
    from priced
    inner join settings.fees as fees
        on
            priced.payer_id = fees.payer_id
            and coalesce(priced.procedure_code, priced.revenue_code) = fees.procedure_code
            and in_force(fees.from_on, fees.through_on, priced.service_on)
            and (
                coalesce(fees.modifiers, '') = ''
                or list_sort(string_split(fees.modifiers, ':')) = list_sort(priced.modifier_list)
            )
    -- a contract prices what a payer allows that is asked first, and no minutes
    where
        priced.payer_sequence = 'primary'
        and (fees.per = 'line' or priced.unit_basis is distinct from 'MJ')
        and not priced.is_by_head
    -- a row with the line's own modifiers stands before one that serves any
    qualify row_number() over (
        partition by priced.edit_id, priced.claim_key, priced.line_number
        order by fees.modifiers desc nulls last
    ) = 1

),

-- only what is far above the least ever charged can be far above the median
least as (

    select procedure_code, min(charge_usd / units) as unit_usd
    from history_lines
    where units > 0 and charge_usd > 0
    group by procedure_code

),

high as (

    select priced.*
    from priced
    inner join least using (procedure_code)
    where priced.units > 0 and priced.charge_usd / priced.units > priced.most_times * least.unit_usd

),

medians as (

    select
        high.edit_id,
        high.claim_key,
        high.line_number,
        median(earlier.charge_usd / earlier.units) as unit_usd
    from high
    inner join history_lines as earlier
        on
            high.procedure_code = earlier.procedure_code
            and high.judged_on > earlier.known_on
            and high.transaction_digest is distinct from earlier.transaction_digest
    where earlier.units > 0 and earlier.charge_usd > 0
    group by high.edit_id, high.claim_key, high.line_number, high.fewest_lines
    having count(*) >= high.fewest_lines

),

found as (

    select
        edit_id,
        claim_key,
        cast(null as int) as line_number,
        claim_segment as segment_number,
        'CLM02' as field,
        'a total of ' || charge_usd || ' over lines of ' || lines_usd as found,
        'a total that is the sum of the lines' as wanted,
        'A claim whose lines do not add up to its total is returned.' as why,
        'hold' as at_most
    from totals
    where charge_usd <> lines_usd

    union all

    select
        edit_id,
        claim_key,
        line_number,
        segment_number,
        case when form = '837I' then 'SV203' else 'SV102' end,
        'a charge of nothing',
        'the practice''s charge for the service',
        'A payer pays the lesser of charge and contract: here nothing.',
        'warn'
    from priced
    where charge_usd = 0 and not is_by_head

    union all

    select
        contracts.edit_id,
        contracts.claim_key,
        contracts.line_number,
        contracts.segment_number,
        case when contracts.form = '837I' then 'SV203' else 'SV102' end,
        'a charge of ' || contracts.charge_usd || ', below the contract',
        'a charge that is not below what contracts/fee_schedule.csv allows',
        'A payer pays the lesser of charge and contract.',
        'warn'
    from contracts
    inner join judged using (edit_id, claim_key)
    where
        contracts.charge_usd > 0
        and contracts.charge_usd < contracts.allowed_usd - judged.tolerance_usd

    union all

    select
        high.edit_id,
        high.claim_key,
        high.line_number,
        high.segment_number,
        case when high.form = '837I' then 'SV203' else 'SV102' end,
        'a charge of ' || high.charge_usd || ', more than ' || high.most_times
        || ' times what the practice charges',
        'the practice''s usual charge for the service',
        'A slipped decimal point is paid late or not at all.',
        'warn'
    from high
    inner join medians using (edit_id, claim_key, line_number)
    where high.charge_usd / high.units > high.most_times * medians.unit_usd

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    found,
    wanted,
    why,
    at_most
from found
