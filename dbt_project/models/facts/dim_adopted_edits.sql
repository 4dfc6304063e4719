with

edits as (

    select * from {{ ref('stg_settings__edits') }}
    -- what is switched off prevents nothing
    where severity <> 'off'

),

{% set fields = [
    'procedure_code', 'place_of_service', 'modifiers', 'rendering_npi', 'location_id',
] %}
-- of a learnt edit: "any" is no condition, and "none" is of modifiers
conditions as (

    select
        {% for field in fields %}
            max(case
                when parameter <> '{{ field }}' or value = 'any' then null
                when value = 'none' then ''
                else replace(value, ' ', ':')
            end) as {{ field }},
        {% endfor %}
        practice_id,
        edit_id
    from {{ ref('stg_settings__edit_parameters') }}
    group by practice_id, edit_id

),

final as (

    select
        edits.practice_id,
        edits.edit_id,
        edits.template_id,
        templates.title,
        edits.severity,
        edits.category,
        edits.payer_id,
        {% for field in fields %}
            conditions.{{ field }},
        {% endfor %}
        edits.owner_role,
        edits.reason,
        edits.evidence_id,
        edits.since_on,
        edits.adopted_on,
        edits.adopted_by_role,
        edits.starts_on,
        edits.review_on,
        edits.expires_on
    from edits
    inner join {{ ref('edit_templates') }} as templates using (template_id)
    left join conditions using (practice_id, edit_id)

)

select * from final
