with

edits as (

    select
        *,
        -- behind a semicolon stand the payer's words that were cited
        case
            when evidence_id like 'cause:%'
                then trim(replace(split_part(evidence_id, ';', 1), 'cause:', ''))
        end as cause_name
    from {{ ref('dim_adopted_edits') }}

),

-- the cause that it was proposed from, as the last week before it started told it
causes as (

    select
        edits.practice_id,
        edits.edit_id,
        causes.payer_id,
        causes.procedure_code,
        causes.place_of_service,
        causes.modifiers,
        causes.rendering_npi,
        causes.location_id,
        causes.since_on,
        causes.found_where
    from edits
    inner join {{ ref('int_named_causes') }} as causes
        on
            edits.practice_id = causes.practice_id
            and edits.category = causes.category
            and edits.starts_on > causes.packet_week
            and edits.cause_name = left(causes.cause_id, length(edits.cause_name))
    where edits.cause_name <> ''
    qualify row_number() over (
        partition by edits.practice_id, edits.edit_id
        order by causes.packet_week desc, causes.cause_id asc
    ) = 1

),

final as (

    select
        edits.practice_id,
        edits.edit_id,
        edits.category,
        {% for field in [
            'payer_id', 'procedure_code', 'place_of_service', 'modifiers', 'rendering_npi',
            'location_id',
        ] %}
            case
                when causes.edit_id is null then edits.{{ field }} else causes.{{ field }}
            end as {{ field }},
        {% endfor %}
        case
            when causes.edit_id is not null then causes.found_where
            else nullif(concat_ws(
                ', ',
                case
                    when edits.payer_id is not null then coalesce(payers.name, edits.payer_id)
                end,
                'procedure ' || edits.procedure_code,
                case
                    when edits.modifiers = '' then 'no modifier'
                    else 'modifier ' || replace(edits.modifiers, ':', ' ')
                end,
                'place of service ' || edits.place_of_service,
                case when edits.rendering_npi is not null then 'one clinician' end,
                case when edits.location_id is not null then 'one location' end
            ), '')
        end as found_where,
        coalesce(
            edits.since_on, causes.since_on,
            edits.starts_on - cast(7 * numbers.edit_before_weeks as int)
        ) as before_from_on,
        edits.starts_on,
        edits.expires_on
    from edits
    inner join {{ ref('int_rule_numbers') }} as numbers using (practice_id)
    left join causes using (practice_id, edit_id)
    left join {{ ref('dim_payers') }} as payers
        on edits.practice_id = payers.practice_id and edits.payer_id = payers.payer_id

)

select * from final
