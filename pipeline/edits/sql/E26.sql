-- Behavioral services that go to another payer: the payer's row for a carve-out covers the service,
-- on its day and of the plan's kind (SBR09). It holds once enough clients of this payer were
-- denied for it; before that it warns. Members' numbers are tokens here: a row cannot go by them.
with

rules as (

    select
        payer_id,
        from_on,
        through_on,
        string_split(applies_to, ' ') as codes,
        payer_term(value, 'send_to') as send_to,
        payer_codes(value, 'filing') as filing_codes
    from payer_rules
    where rule_kind = 'carve_out'

),

found as (

    select
        judged.edit_id,
        judged.proof_carc_codes,
        judged.proof_clients,
        claims.claim_key,
        claims.claim_segment,
        claims.payer_id,
        claims.judged_on,
        min(rules.send_to) as send_to,
        min(lines.line_number) as line_number
    from judged
    inner join claims using (claim_key)
    inner join lines using (claim_key)
    inner join rules
        on
            claims.payer_id = rules.payer_id
            and in_force(rules.from_on, rules.through_on, lines.service_on)
            and (
                rules.filing_codes is null
                or list_contains(rules.filing_codes, claims.filing_code)
            )
            and (
                rules.codes is null
                or list_has_any(rules.codes, [lines.procedure_code, lines.revenue_code])
            )
    where claims.frequency_code is distinct from '8' and rules.send_to <> claims.payer_id
    group by all

),

denied as (

    select
        found.edit_id,
        found.claim_key,
        count(distinct earlier.patient_token) as client_count
    from found
    inner join history_denials as earlier
        on
            found.payer_id = earlier.payer_id
            and found.judged_on > earlier.known_on
            and list_contains(found.proof_carc_codes, earlier.carc_code)
    group by all

)

select
    found.edit_id,
    found.claim_key,
    cast(null as int) as line_number,
    found.claim_segment as segment_number,
    'NM1*PR' as field,
    'a service of line ' || found.line_number || ' that this payer''s plan gives to another'
        as found,
    case
        when payers.payer_id is null then 'the payer that reference/payer_rules.csv names'
        else 'the payer ' || payers.payer_id
    end as wanted,
    'A payer that does not cover a service denies it, and the right one''s limit runs on.' as why,
    case when coalesce(denied.client_count, 0) >= found.proof_clients then 'hold' else 'warn' end
        as at_most
from found
left join denied using (edit_id, claim_key)
left join settings.payers as payers on found.send_to = payers.payer_id
