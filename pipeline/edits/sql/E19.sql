-- Group and individual NPI in their places: numbers that are none, a billing entity that the
-- practice's list has not, and a rendering clinician missing or standing where none belongs.
with

billed as (

    select
        judged.edit_id,
        claims.claim_key,
        claims.payer_id,
        claims.service_from_on,
        claims.billing_npi,
        claims.billing_segment_number,
        claims.claim_segment,
        listed.kind as listed_kind,
        case claims.billing_entity_type when '2' then 'group' when '1' then 'solo' end
            as stated_kind
    from judged
    inner join claims using (claim_key)
    left join (
        select
            billing_entities.npi,
            owned.claim_key,
            min(billing_entities.kind) as kind
        from billing_entities
        inner join claims as owned on billing_entities.npi = owned.billing_npi
        where
            coalesce(owned.service_from_on >= billing_entities.from_on, true)
            and coalesce(owned.service_from_on <= billing_entities.through_on, true)
        group by all
    ) as listed on claims.claim_key = listed.claim_key
    where claims.frequency_code is distinct from '8'

),

-- an agency of which the payer's row says that nobody renders under it
nobody_renders as (

    select distinct billed.edit_id, billed.claim_key
    from billed
    inner join payer_rules as rules using (payer_id)
    where
        rules.rule_kind = 'no_rendering_provider'
        and coalesce(billed.service_from_on >= rules.from_on, true)
        and coalesce(billed.service_from_on <= rules.through_on, true)

),

named as (

    select
        billed.edit_id,
        providers.claim_key,
        providers.role_code,
        providers.segment_number,
        providers.line_segment,
        providers.id_qualifier,
        providers.npi,
        lines.line_number
    from billed
    inner join claim_providers as providers using (claim_key)
    left join lines
        on
            providers.claim_key = lines.claim_key
            and providers.line_segment = lines.line_segment
    where providers.other_segment is null

),

renderers as (

    select * from named where role_code = '82'

),

-- lines of which neither they nor their claim name who rendered
unrendered as (

    select billed.edit_id, lines.claim_key, min(lines.line_number) as line_number
    from billed
    inner join lines using (claim_key)
    anti join (select claim_key from renderers where line_segment is null) as of_claims
        on lines.claim_key = of_claims.claim_key
    anti join renderers as of_lines
        on
            lines.claim_key = of_lines.claim_key
            and lines.line_segment = of_lines.line_segment
    group by all

),

-- a sole proprietor may bill for an associate or a locum: what this payer paid of the two before
paid_pairs as (

    select distinct renderers.edit_id, renderers.claim_key, renderers.npi
    from renderers
    inner join claims using (claim_key)
    inner join history_claims as earlier using (payer_id, billing_npi)
    inner join history_lines as rendered using (submission_id)
    inner join history_decided_texts as decided using (submission_id)
    where
        claims.billing_npi <> renderers.npi
        and renderers.npi = rendered.rendering_npi
        and claims.judged_on > decided.known_on
        and decided.outcome in ('paid', 'patient_share', 'partly_denied')
        and coalesce(decided.reversed_on >= claims.judged_on, true)

),

found as (

    select
        edit_id,
        claim_key,
        line_number,
        segment_number,
        'NM1*' || role_code || ' NM109' as field,
        'a number that is no NPI' as found,
        'ten digits whose last one fits the others' as wanted,
        'hold' as at_most
    from named
    where id_qualifier = 'XX' and not is_npi(npi)

    union all

    select
        edit_id,
        claim_key,
        null,
        billing_segment_number,
        'NM1*85 NM109',
        'no NPI of who bills',
        'the NPI of the billing entity, unless it is of a kind that has none',
        'warn'
    from billed
    where
        billing_segment_number is not null
        and claim_key not in (
            select named.claim_key from named
            where named.role_code = '85' and named.id_qualifier = 'XX'
        )

    union all

    select
        edit_id,
        claim_key,
        null,
        billing_segment_number,
        'NM1*85 NM109',
        as_number(billing_npi) || ' bills and is not on the list of billing entities on '
        || service_from_on,
        'a billing entity of reference/billing_entities.csv',
        'hold'
    from billed
    where
        is_npi(billing_npi)
        and listed_kind is null
        and exists (select 1 from billing_entities)

    union all

    select
        edit_id,
        claim_key,
        null,
        billing_segment_number,
        'NM1*85 NM102',
        case stated_kind when 'group' then 'an organisation' else 'a person' end
        || ' bills; the list of billing entities says ' || listed_kind,
        'the kind of billing entity that the number was given to',
        'hold'
    from billed
    where stated_kind <> listed_kind

    union all

    select
        billed.edit_id,
        billed.claim_key,
        unrendered.line_number,
        billed.claim_segment,
        'NM1*82',
        'a group bills and nobody is named who rendered',
        'the clinician who rendered',
        'hold'
    from billed
    inner join unrendered using (edit_id, claim_key)
    anti join nobody_renders using (edit_id, claim_key)
    where coalesce(billed.listed_kind, billed.stated_kind) = 'group'

    union all

    select
        renderers.edit_id,
        renderers.claim_key,
        renderers.line_number,
        renderers.segment_number,
        'NM1*82',
        case
            when nobody_renders.claim_key is not null
                then 'a rendering clinician at a payer whose row wants none'
            when billed.billing_npi = renderers.npi
                then 'the group''s own number as that of the clinician who rendered'
            else 'a sole proprietor bills and somebody else is named who rendered'
        end,
        case
            when nobody_renders.claim_key is not null then 'no rendering clinician'
            when billed.billing_npi = renderers.npi then 'a clinician''s own number'
            else 'the sole proprietor, or an associate whom this payer takes under it'
        end,
        case
            when nobody_renders.claim_key is not null then 'hold'
            when billed.billing_npi = renderers.npi then 'hold'
            when billed.listed_kind = 'solo' and paid_pairs.claim_key is null then 'hold'
            else 'warn'
        end
    from renderers
    inner join billed using (edit_id, claim_key)
    left join nobody_renders using (edit_id, claim_key)
    left join paid_pairs using (edit_id, claim_key, npi)
    where
        nobody_renders.claim_key is not null
        or (
            coalesce(billed.listed_kind, billed.stated_kind) = 'group'
            and billed.billing_npi = renderers.npi
        )
        or (
            coalesce(billed.listed_kind, billed.stated_kind) = 'solo'
            and billed.billing_npi <> renderers.npi
        )

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    found,
    wanted,
    'A payer returns claims whose numbers do not say who bills and who rendered.' as why,
    at_most
from found
