-- Add-on without its base: same client, clinician and day, on this claim, in what goes out with
-- it or in what was sent before.
with

add_ons as (

    select
        judged.edit_id,
        judged.same_claim,
        lines.claim_key,
        lines.batch_id,
        lines.line_number,
        lines.segment_number,
        lines.procedure_code,
        lines.service_on,
        lines.payer_id,
        lines.patient_token,
        lines.rendering_npi,
        lines.judged_on,
        claims.transaction_digest
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    where lines.frequency_code is distinct from '8' and lines.service_on is not null

),

bases as (

    select
        add_ons.edit_id,
        add_ons.claim_key,
        add_ons.line_number,
        add_on_codes.base_from,
        add_on_codes.base_to,
        add_on_codes.confidence
    from add_ons
    inner join add_on_codes
        on
            add_ons.procedure_code = add_on_codes.add_on_code
            and add_on_codes.relation = 'permitted'
            and add_ons.service_on >= coalesce(add_on_codes.effective_on, date '1900-01-01')
            and add_ons.service_on <= coalesce(add_on_codes.deleted_on, date '2999-12-31')

    union all

    -- NCCI's list, where one was added and the payer uses it: of type 1 all bases are there, of
    -- type 3 only some, of type 2 none
    select
        add_ons.edit_id,
        add_ons.claim_key,
        add_ons.line_number,
        listed.primary_code,
        listed.primary_code,
        case listed.add_on_type when '1' then 'verified' else 'practice_knowledge' end
    from add_ons
    inner join payer_rules as rules
        on
            rules.rule_kind = 'uses_ncci'
            and add_ons.payer_id = rules.payer_id
            and in_force(rules.from_on, rules.through_on, add_ons.service_on)
    inner join ncci_add_ons as listed
        on
            add_ons.procedure_code = listed.add_on_code
            and payer_term(rules.value, 'programme') = listed.programme
            and add_ons.service_on >= listed.quarter_from_on
            and add_ons.service_on < listed.quarter_before_on
            and in_force(listed.effective_on, listed.deleted_on, add_ons.service_on)
    where listed.primary_code is not null

),

known as (

    select
        edit_id,
        claim_key,
        line_number,
        bool_or(confidence = 'verified') as is_verified
    from bases
    group by all

),

beside as (

    select add_ons.edit_id, add_ons.claim_key, add_ons.line_number
    from add_ons
    inner join bases using (edit_id, claim_key, line_number)
    inner join lines as others
        on
            add_ons.batch_id = others.batch_id
            and add_ons.patient_token = others.patient_token
            and add_ons.service_on = others.service_on
            and add_ons.rendering_npi is not distinct from others.rendering_npi
    where
        others.procedure_code >= bases.base_from
        and others.procedure_code <= bases.base_to
        and others.frequency_code is distinct from '8'
        and (not add_ons.same_claim or add_ons.claim_key = others.claim_key)

    union all

    select add_ons.edit_id, add_ons.claim_key, add_ons.line_number
    from add_ons
    inner join bases using (edit_id, claim_key, line_number)
    inner join history_lines as others
        on
            add_ons.patient_token = others.patient_token
            and add_ons.service_on = others.service_on
            and add_ons.rendering_npi is not distinct from others.rendering_npi
            and others.known_on < add_ons.judged_on
            and add_ons.transaction_digest is distinct from others.transaction_digest
    where
        others.procedure_code >= bases.base_from
        and others.procedure_code <= bases.base_to
        and others.frequency_code is distinct from '8'
        and not add_ons.same_claim

)

select
    add_ons.edit_id,
    add_ons.claim_key,
    add_ons.line_number,
    add_ons.segment_number,
    'SV101-2' as field,
    as_code(add_ons.procedure_code) || ' on ' || add_ons.service_on || ' alone' as found,
    'a base service of the same client, clinician and day'
    || case when add_ons.same_claim then ', on the same claim' else '' end as wanted,
    'An add-on is paid only beside its base.' as why,
    case when known.is_verified then 'hold' else 'warn' end as at_most
from add_ons
inner join known using (edit_id, claim_key, line_number)
anti join beside using (edit_id, claim_key, line_number)
