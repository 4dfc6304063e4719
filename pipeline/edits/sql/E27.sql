-- Member id shape: a number that looks unlike those of the members whose claims this payer paid.
-- Only shapes are compared; numbers are nowhere.
with

paid as (

    select submission_id, min(known_on) as known_on
    from history_decided_texts
    where outcome in ('paid', 'patient_share', 'partly_denied')
    group by submission_id

),

-- from which day on a member is known to be paid under a shape, and the set that says so
members as (

    select
        sent.payer_id,
        sent.member_mask,
        sent.patient_token,
        sent.transaction_digest,
        min(paid.known_on) as known_on
    from history_claims as sent
    inner join paid using (submission_id)
    where sent.member_mask is not null and sent.patient_token is not null
    group by all

),

days as (

    select distinct judged.edit_id, claims.batch_id, claims.payer_id, claims.judged_on
    from judged
    inner join claims using (claim_key)

),

own_sets as (

    select distinct batch_id, transaction_digest from claims

),

shapes as (

    select
        days.edit_id,
        days.batch_id,
        days.payer_id,
        days.judged_on,
        members.member_mask,
        count(distinct members.patient_token) as member_count
    from days
    inner join members
        on days.payer_id = members.payer_id and days.judged_on > members.known_on
    anti join own_sets
        on
            days.batch_id = own_sets.batch_id
            and members.transaction_digest = own_sets.transaction_digest
    group by all

),

ranked as (

    select
        *,
        sum(member_count) over of_payer as payer_count,
        sum(member_count) over (
            partition by edit_id, batch_id, payer_id, judged_on
            order by member_count desc, member_mask
            rows between unbounded preceding and current row
        ) - member_count as count_before
    from shapes
    window of_payer as (partition by edit_id, batch_id, payer_id, judged_on)

),

asked as (

    select
        judged.edit_id,
        judged.min_paid,
        judged.covered_share,
        judged.new_shape_members,
        string_split(judged.masks, ' ') as own_masks,
        claims.claim_key,
        claims.batch_id,
        claims.payer_id,
        claims.judged_on,
        claims.claim_segment,
        claims.member_mask
    from judged
    inner join claims using (claim_key)
    where claims.member_mask is not null

),

-- the commonest shapes that together cover the share, and whatever several members have
usual as (

    select asked.edit_id, asked.claim_key, ranked.member_mask
    from asked
    inner join ranked using (edit_id, batch_id, payer_id, judged_on)
    where
        ranked.count_before < asked.covered_share * ranked.payer_count
        or ranked.member_count >= asked.new_shape_members

),

learned as (

    select edit_id, batch_id, payer_id, judged_on, max(payer_count) as payer_count
    from ranked
    group by all

)

select
    asked.edit_id,
    asked.claim_key,
    cast(null as int) as line_number,
    asked.claim_segment as segment_number,
    'NM109' as field,
    'a number of the shape ' || as_number(asked.member_mask) as found,
    'a shape that numbers of this payer''s members have'
    || coalesce(', of ' || learned.payer_count || ' paid', '') as wanted,
    'A payer does not find a member by a number that was typed wrongly.' as why,
    'warn' as at_most
from asked
left join learned using (edit_id, batch_id, payer_id, judged_on)
anti join usual using (edit_id, claim_key, member_mask)
where
    not list_contains(asked.own_masks, asked.member_mask)
    and (learned.payer_count >= asked.min_paid or asked.own_masks[1] <> 'learned')
