with

lines as (

    select * from {{ ref('int_remittance_lines') }}

),

sums as (

    select * from {{ ref('int_line_sums') }}

),

-- line 0 beside lines: claim-level amounts that fit none of them
leftovers as (

    select
        sums.practice_id,
        sums.adjudication_id,
        sums.line_number,
        claims.file_id,
        claims.segment_number,
        cast(null as string) as procedure_code,
        '' as modifiers,
        claims.service_from_on as service_on,
        cast(null as string) as line_control,
        cast(0 as decimal(18, 2)) as charge_usd,
        cast(0 as decimal(18, 2)) as paid_usd,
        cast(1 as decimal(18, 2)) as units,
        cast(null as decimal(18, 2)) as stated_allowed_usd
    from sums
    inner join {{ ref('int_remittance_claims') }} as claims using (practice_id, adjudication_id)
    anti join lines
        on
            sums.practice_id = lines.practice_id
            and sums.adjudication_id = lines.adjudication_id
            and sums.line_number = lines.line_number

),

all_lines as (

    select * from lines

    union all

    select * from leftovers

),

settling_remarks as (

    select distinct
        remarks.practice_id,
        remarks.adjudication_id,
        remarks.line_number
    from {{ ref('int_line_remarks') }} as remarks
    inner join {{ ref('int_rules__rarc_traits') }} as rarc_traits
        on
            remarks.practice_id = rarc_traits.practice_id
            and remarks.rarc_code = rarc_traits.rarc_code
    where rarc_traits.settles_line

),

final as (

    select
        all_lines.*,
        {% for amount in [
            'denial', 'pend', 'forwarded', 'patient_share', 'contractual', 'unknown', 'bundled',
            'paid_to_patient', 'allowed_share', 'never_whole', 'adjusted'
        ] %}
            coalesce(sums.{{ amount }}_usd, 0) as {{ amount }}_usd,
        {% endfor %}
        settling_remarks.line_number is not null as has_settling_remark,
        -- another line of the claim was paid
        sum(greatest(all_lines.paid_usd, 0)) over (
            partition by all_lines.practice_id, all_lines.adjudication_id
        ) - greatest(all_lines.paid_usd, 0) > 0 as has_paid_sibling
    from all_lines
    left join sums
        on
            all_lines.practice_id = sums.practice_id
            and all_lines.adjudication_id = sums.adjudication_id
            and all_lines.line_number = sums.line_number
    left join settling_remarks
        on
            all_lines.practice_id = settling_remarks.practice_id
            and all_lines.adjudication_id = settling_remarks.adjudication_id
            and all_lines.line_number = settling_remarks.line_number

)

select * from final  -- noqa: AM04
