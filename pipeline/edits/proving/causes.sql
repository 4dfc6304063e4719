-- What a scan names in the newest packet whose week was over before the day of the proposal and
-- that is no burst, with the first week of the unbroken run of weeks in which it was named so.
with

newest as (

    select max(weeks.packet_week) as packet_week
    from denials.facts.dim_packet_weeks as weeks
    inner join judging using (practice_id)
    inner join proposal on weeks.packet_week + 7 <= proposal.until_on

),

named as (

    select
        causes.*,
        causes.packet_week - cast(
            7 * row_number() over (partition by causes.cause_id order by causes.packet_week) as int
        ) as run
    from denials.rollups.rlp_cause_week as causes
    inner join judging using (practice_id)
    inner join newest on causes.packet_week <= newest.packet_week
    where causes.kind in ('lasting', 'chronic')

),

runs as (

    select
        cause_id,
        run,
        min_by(since_on, packet_week) as found_from_on,
        min(packet_week) + 7 as found_until_on
    from named
    group by all

)

select
    named.cause_id,
    named.kind,
    named.category,
    named.description,
    named.evidence,
    named.payer_id,
    named.procedure_code,
    named.place_of_service,
    named.modifiers,
    named.rendering_npi,
    named.location_id,
    named.since_on,
    runs.found_from_on,
    runs.found_until_on
from named
inner join runs using (cause_id, run)
inner join newest using (packet_week)
order by named.cause_rank
