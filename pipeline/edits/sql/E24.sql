-- Approval that does not fit the service: not on the practice's list, or of another payer, client,
-- clinician, service or day. A number may have several rows; one that fits is enough.
with

stated as (

    select
        judged.edit_id,
        judged.fresh_days,
        lines.claim_key,
        lines.line_number,
        named.segment_number,
        named.is_own,
        named.reference_token,
        lines.payer_id,
        claims.subscriber_token,
        lines.procedure_code,
        lines.revenue_code,
        lines.rendering_npi,
        claims.billing_npi,
        lines.service_on,
        lines.service_to_on,
        lines.as_of_on
    from judged
    inner join lines using (claim_key)
    inner join claims using (claim_key)
    inner join line_approvals as named
        on lines.claim_key = named.claim_key and lines.line_number = named.line_number
    where lines.frequency_code is distinct from '8'

),

compared as (

    select
        stated.edit_id,
        stated.claim_key,
        stated.line_number,
        listed.payer_id = stated.payer_id as fits_payer,
        listed.member_token = stated.subscriber_token as fits_member,
        coalesce(listed.npi in (stated.rendering_npi, stated.billing_npi), listed.npi is null)
            as fits_clinician,
        coalesce(
            list_has_any(
                string_split(listed.procedure_codes, ' '),
                [stated.procedure_code, stated.revenue_code]
            ),
            true
        ) as fits_service,
        coalesce(
            stated.service_on >= listed.from_on
            and coalesce(stated.service_to_on <= listed.through_on, true),
            true
        ) as fits_days
    from stated
    inner join authorizations as listed using (reference_token)

),

-- the row that fits best
best as (

    select
        edit_id,
        claim_key,
        line_number,
        max_by(
            case
                when not fits_payer then 'an approval of another payer'
                when not fits_member then 'an approval of another client'
                when not fits_clinician then 'an approval of another clinician'
                when not fits_service then 'an approval of other services'
                when not fits_days then 'an approval that does not hold on the day of service'
                else 'fits'
            end,
            (fits_payer, fits_member, fits_clinician, fits_service, fits_days)
        ) as mismatch,
        bool_or(fits_payer and fits_member and fits_clinician and fits_days and not fits_service)
            as is_of_other_services
    from compared
    group by all

),

told as (

    select
        stated.*,
        coalesce(best.mismatch, 'an approval that the list has not') as mismatch,
        coalesce(best.is_of_other_services, false) as is_of_other_services,
        -- a claim's number need not be of each of its lines
        not stated.is_own and bool_or(coalesce(best.mismatch = 'fits', false)) over (
            partition by stated.edit_id, stated.claim_key, stated.segment_number
        ) as is_of_another_line,
        (select lists.changed_on from lists where lists.list_name = 'authorizations') as changed_on
    from stated
    left join best using (edit_id, claim_key, line_number)

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    'REF*G1' as field,
    mismatch || ', on ' || service_on as found,
    'an approval of this payer, client, clinician, service and day' as wanted,
    'A payer denies a service under an approval that was given for something else.'
    || case
        when as_of_on - changed_on > fresh_days
            then ' The list is of ' || changed_on || ': it may be behind.'
        else ''
    end as why,
    case
        when as_of_on - changed_on > fresh_days then 'warn'
        when is_of_other_services and is_of_another_line then 'warn'
        else 'hold'
    end as at_most
from told
where mismatch <> 'fits'
-- what holds for the number as a whole is told once
qualify row_number() over (
    partition by edit_id, claim_key, segment_number, mismatch order by line_number
) = 1
