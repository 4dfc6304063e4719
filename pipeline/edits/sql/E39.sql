-- Referring or ordering provider: the payer's row asks for one (NM1*DN, NM1*DK) on the service, and
-- neither the line nor its claim names one with an NPI.
with

rules as (

    select
        payer_id,
        from_on,
        through_on,
        string_split(applies_to, ' ') as codes,
        payer_codes(value, 'roles') as roles
    from payer_rules
    where rule_kind = 'referral_required'

),

asked as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.line_segment,
        lines.segment_number,
        lines.procedure_code,
        rules.roles
    from judged
    inner join lines using (claim_key)
    inner join rules
        on
            lines.payer_id = rules.payer_id
            and in_force(rules.from_on, rules.through_on, lines.service_on)
            and (rules.codes is null or list_contains(rules.codes, lines.procedure_code))
    where lines.frequency_code is distinct from '8'

),

named as (

    select
        asked.edit_id,
        asked.claim_key,
        asked.line_number,
        asked.roles,
        bool_or(coalesce(regexp_full_match(providers.npi, '[0-9]{10}'), false)) as has_npi
    from asked
    inner join claim_providers as providers
        on
            asked.claim_key = providers.claim_key
            and list_contains(asked.roles, providers.role_code)
            and providers.other_segment is null
            and coalesce(providers.line_segment, asked.line_segment) = asked.line_segment
    group by all

)

select
    asked.edit_id,
    asked.claim_key,
    asked.line_number,
    asked.segment_number,
    'NM1*' || list_aggregate(asked.roles, 'string_agg', ' NM1*') as field,
    'procedure ' || as_code(coalesce(asked.procedure_code, 'none'))
    || case
        when named.has_npi is null then ' without a referring or ordering provider'
        else ' with a referring or ordering provider that has no NPI'
    end as found,
    'the provider that the payer''s row asks for, with an NPI' as wanted,
    'The payer asks who referred or ordered the service before it pays.' as why,
    'hold' as at_most
from asked
left join named using (edit_id, claim_key, line_number, roles)
where not coalesce(named.has_npi, false)
-- several rows that ask the same of a line are told once
qualify row_number() over (
    partition by asked.edit_id, asked.claim_key, asked.line_number order by asked.roles
) = 1
