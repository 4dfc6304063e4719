-- Service date possible: there is one, it is not after the claim was made, does not end before it
-- begins, is not of another decade, and is within the coverage that somebody checked.
with

spans as (

    -- a professional line has days of its own; what another line says does not stand in for them
    select
        judged.edit_id,
        judged.max_age_days,
        lines.claim_key,
        lines.line_number,
        lines.segment_number,
        'DTP*472' as field,
        case when lines.has_own_date then lines.service_on end as from_on,
        case when lines.has_own_date then lines.service_to_on end as to_on
    from judged
    inner join lines using (claim_key)
    where lines.has_own_date or lines.form = '837P'

    union all

    select
        judged.edit_id,
        judged.max_age_days,
        claims.claim_key,
        null,
        coalesce(dates.segment_number, claims.claim_segment),
        'DTP*434',
        dates.from_on,
        coalesce(dates.to_on, dates.from_on)
    from judged
    inner join claims using (claim_key)
    left join claim_dates as dates
        on
            claims.claim_key = dates.claim_key
            and dates.line_segment is null
            and dates.qualifier = '434'
    where claims.form = '837I'

),

asked as (

    select
        spans.*,
        claims.frequency_code,
        claims.payer_id,
        claims.subscriber_token,
        claims.judged_on,
        claims.as_of_on,
        least(claims.as_of_on, claims.interchange_on, claims.submitted_on) as made_on
    from spans
    inner join claims using (claim_key)

),

looked as (

    select
        asked.edit_id,
        asked.claim_key,
        asked.line_number,
        checked.checked_on,
        coalesce(asked.from_on >= checked.from_on, true)
        and coalesce(asked.to_on <= checked.through_on, true) as is_covered,
        coalesce(asked.to_on > checked.through_on, false) as is_ended
    from asked
    inner join eligibility_checks as checked
        on
            asked.payer_id = checked.payer_id
            and asked.subscriber_token = checked.member_token
            and asked.judged_on > checked.checked_on
    where asked.from_on is not null and asked.to_on is not null

),

-- a look that found coverage stands until a later one finds that it had ended by then; one that
-- found coverage of later days says nothing of earlier ones
checks as (

    select
        edit_id,
        claim_key,
        line_number,
        coalesce(
            max(checked_on) filter (where is_covered)
            >= coalesce(max(checked_on) filter (where is_ended), date '0001-01-01'),
            false
        ) as is_covered,
        max(checked_on) as checked_on
    from looked
    group by all

),

faults as (

    select
        asked.*,
        case
            when from_on is null then 'no day of service'
            when from_on > to_on then 'from ' || from_on || ' to ' || to_on
            when greatest(from_on, to_on) > made_on
                then greatest(from_on, to_on) || ' in a claim of ' || made_on
            when date_diff('day', from_on, as_of_on) > max_age_days
                then from_on || ', more than ' || max_age_days || ' days before'
            when not checks.is_covered
                then from_on || ', outside the coverage found on ' || checks.checked_on
        end as found,
        case
            when from_on is null then 'the day of service'
            when from_on > to_on then 'a day that ends no earlier than it begins'
            when greatest(from_on, to_on) > made_on
                then 'a service that was given before its claim was made'
            when date_diff('day', from_on, as_of_on) > max_age_days
                then 'a day of the last ' || max_age_days || ' days'
            else 'a day on which the client was covered by this payer'
        end as wanted,
        case
            -- what was sent must be mended or taken back however old it is
            when
                from_on is not null
                and from_on <= to_on
                and greatest(from_on, to_on) <= made_on
                and date_diff('day', from_on, as_of_on) > max_age_days
                and frequency_code <> '1'
                then 'warn'
            -- a look before the visit cannot know what was renewed since
            when not checks.is_covered and checks.checked_on < from_on then 'warn'
            else 'hold'
        end as at_most
    from asked
    left join checks
        on
            asked.edit_id = checks.edit_id
            and asked.claim_key = checks.claim_key
            and asked.line_number is not distinct from checks.line_number

)

select
    edit_id,
    claim_key,
    line_number,
    segment_number,
    field,
    found,
    wanted,
    'A payer returns a claim for a day on which the service cannot have been covered.' as why,
    at_most
from faults
where found is not null
