{%- set row_key = ['practice_id', 'file_id', 'sheet_number', 'segment_number'] -%}
with

listed as (

    select * from {{ ref('stg_practice__export_rows') }}

),

numbers as (

    select
        practice_id,
        claim_id,
        claim_number,
        service_from_on,
        coalesce(service_to_on, service_from_on) as service_to_on,
        known_on
    from {{ ref('fct_submissions') }}

    union all

    select
        practice_id,
        claim_id,
        claim_number,
        cast(null as date) as service_from_on,
        cast(null as date) as service_to_on,
        known_on
    from {{ ref('fct_adjudications') }}

),

-- our claim number, the payer's, the member and day: what a list has, in this order
found as (

    select
        {% for column in row_key %}listed.{{ column }},
        {% endfor %}
        numbers.claim_id,
        1 as precedence,
        'claim_number' as matched_by
    from listed
    inner join numbers using (practice_id, claim_number)
    where
        numbers.known_on <= listed.known_on
        and coalesce(
            listed.service_on between numbers.service_from_on and numbers.service_to_on, true
        )

    union all

    select
        {% for column in row_key %}listed.{{ column }},
        {% endfor %}
        answers.claim_id,
        2 as precedence,
        'payer_claim_number' as matched_by
    from listed
    inner join {{ ref('fct_adjudications') }} as answers using (practice_id, payer_claim_number)
    where answers.known_on <= listed.known_on

    union all

    select
        {% for column in row_key %}listed.{{ column }},
        {% endfor %}
        sent.claim_id,
        3 as precedence,
        'member_and_day' as matched_by
    from listed
    inner join {{ ref('fct_submissions') }} as sent
        on listed.practice_id = sent.practice_id and listed.service_on = sent.service_from_on
    where
        sent.known_on <= listed.known_on
        and sent.patient_token = {{ patient_token(
            'listed.practice_id', 'sent.payer_id', 'listed.member_token'
        ) }}

),

-- a number or a day that could mean two claims means none
final as (

    select
        {{ row_key | join(', ') }},
        precedence,
        matched_by,
        min(claim_id) as claim_id
    from found
    group by {{ row_key | join(', ') }}, precedence, matched_by
    having count(distinct claim_id) = 1

)

select * from final
