{% set tables = ['stg_remittance__outpatient', 'stg_remittance__inpatient'] %}
with

services as (

    select * from {{ ref('int_remittance_services') }}

),

remarks as (

    {% for table in tables %}
        {% for element in range(1, 6) %}
            select
                practice_id,
                file_id,
                claim_segment,
                cast(null as int) as service_segment,
                segment_number,
                {{ element }} as element,
                remark_code_{{ element }} as remark_code
            from {{ ref(table) }}
            where claim_segment is not null

            union all

        {% endfor %}
    {% endfor %}
    select
        practice_id,
        file_id,
        claim_segment,
        service_segment,
        segment_number,
        0 as element,
        remark_code
    from {{ ref('stg_remittance__remarks') }}
    where claim_segment is not null and coalesce(qualifier, 'HE') = 'HE'

),

final as (

    select
        claims.practice_id,
        claims.adjudication_id,
        -- 0: said of the whole claim
        coalesce(services.line_number, 0) as line_number,
        remarks.segment_number,
        remarks.element,
        upper(trim(both from remarks.remark_code)) as rarc_code
    from remarks
    inner join {{ ref('int_remittance_claims') }} as claims
        on
            remarks.practice_id = claims.practice_id
            and remarks.file_id = claims.file_id
            and remarks.claim_segment = claims.segment_number
    left join services
        on
            remarks.practice_id = services.practice_id
            and remarks.file_id = services.file_id
            and remarks.service_segment = services.service_segment
    where trim(both from remarks.remark_code) <> ''

)

select * from final
