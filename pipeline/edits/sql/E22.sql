-- Supervision: where the payer's row says how services of a licence level are billed, the claim
-- says it so. Who may bill under whom is people's to decide: nobody else's name is proposed.
with

rules as (

    select
        payer_id,
        from_on,
        through_on,
        string_split(applies_to, ' ') as levels,
        split_part(value, ' ', 1) as mode,
        string_split(value, ' ') as modifiers
    from payer_rules
    where rule_kind = 'supervision'

),

roster as (

    select
        npi,
        supervisor_npi,
        regexp_replace(upper(licence_level), '[^0-9A-Z]', '', 'g') as level,
        coalesce(from_on, date '0001-01-01') as from_on,
        coalesce(through_on, date '9999-12-31') as through_on
    from clinician_roster

),

-- a row that names no level speaks of everybody who has a supervisor
supervised as (

    select
        judged.edit_id,
        lines.claim_key,
        lines.line_number,
        lines.line_segment,
        lines.segment_number,
        lines.service_on,
        lines.rendering_npi as npi,
        rules.levels,
        rules.mode,
        list_has_any(rules.modifiers, lines.modifier_list) as has_modifier,
        max(roster.supervisor_npi) as supervisor_npi
    from judged
    inner join lines using (claim_key)
    inner join rules
        on
            lines.payer_id = rules.payer_id
            and coalesce(lines.service_on >= rules.from_on, true)
            and coalesce(lines.service_on <= rules.through_on, true)
    inner join roster
        on
            lines.rendering_npi = roster.npi
            and lines.service_on >= roster.from_on
            and lines.service_on <= roster.through_on
            and coalesce(
                list_contains(rules.levels, roster.level), roster.supervisor_npi is not null
            )
    where lines.frequency_code is distinct from '8'
    group by all

),

supervisors as (

    select
        supervised.edit_id,
        supervised.claim_key,
        supervised.line_number,
        max_by(
            {'npi': coalesce(named.npi, ''), 'segment': named.segment_number},
            (named.line_segment is not null, -named.segment_number)
        ) as named
    from supervised
    inner join claim_providers as named
        on
            supervised.claim_key = named.claim_key
            and coalesce(supervised.line_segment = named.line_segment, true)
    where named.role_code = 'DQ' and named.other_segment is null
    group by all

),

active as (

    select distinct supervised.edit_id, supervised.claim_key, supervised.line_number
    from supervised
    inner join supervisors using (edit_id, claim_key, line_number)
    inner join roster
        on
            supervisors.named.npi = roster.npi
            and supervised.service_on >= roster.from_on
            and supervised.service_on <= roster.through_on
    where not coalesce(list_contains(supervised.levels, roster.level), false)

),

found as (

    select
        supervised.*,
        supervisors.named.segment as named_segment,
        case
            when supervised.mode = 'modifier' and not supervised.has_modifier
                then 'a line without a modifier of supervised services'
            when supervised.mode = 'bill_under'
                then 'a clinician of a supervised level as the one who renders'
            when supervised.mode <> 'DQ' then null
            when supervisors.named is null then 'no supervisor'
            when supervisors.named.npi = supervised.npi
                then 'the rendering clinician as the supervisor'
            when supervisors.named.npi <> supervised.supervisor_npi
                then 'another supervisor than the roster''s'
            when active.claim_key is null then 'a supervisor who is not active on the roster'
        end as found
    from supervised
    left join supervisors using (edit_id, claim_key, line_number)
    left join active using (edit_id, claim_key, line_number)

)

select
    edit_id,
    claim_key,
    line_number,
    coalesce(named_segment, segment_number) as segment_number,
    case mode when 'DQ' then 'NM1*DQ' when 'modifier' then 'SV101-3' else 'NM1*82' end as field,
    found || ' on ' || service_on as found,
    case mode
        when 'DQ' then 'the active supervisor of the roster, as the payer''s row asks'
        when 'modifier' then 'what the payer''s row on supervision asks of the line'
        else 'the owner''s answer whether and how this payer takes the service'
    end as wanted,
    'A payer denies supervised services that are not billed as its rule says.' as why,
    'hold' as at_most
from found
where found is not null
-- once for a clinician of several lines; a modifier stands on each line
qualify row_number() over (
    partition by
        edit_id, claim_key, npi, mode, found, case mode when 'modifier' then line_number end
    order by line_number
) = 1
