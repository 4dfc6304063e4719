with

settings as (

    select * from {{ ref('stg_settings__payers') }}

),

practices as (

    select * from {{ ref('stg_settings__practices') }}

),

aliases as (

    select
        practice_id,
        payer_id,
        {{ agg_list('alias', 'alias_kind, alias', '; ') }} as aliases
    from {{ ref('stg_settings__payer_aliases') }}
    group by practice_id, payer_id

),

sightings as (

    select * from {{ ref('int_payers_seen') }}

),

payers as (

    select
        practice_id,
        payer_id
    from settings

    union distinct

    select
        practice_id,
        payer_id
    from sightings

),

final as (

    select
        payers.practice_id,
        payers.payer_id,
        case
            when settings.payer_id is not null then settings.name
            when payers.payer_id = {{ unknown_payer("''") }} then 'Payer not named'
            else sightings.sent_as
        end as name,  -- noqa: RF04
        settings.payer_id is not null as is_configured,
        coalesce(aliases.aliases, sightings.sent_as) as aliases,
        sightings.first_seen_on,
        coalesce(settings.deadline_rule_id, 'default') as deadline_rule_id,
        coalesce(settings.is_per_diem, false) as is_per_diem,
        coalesce(settings.is_capitated, false) as is_capitated,
        coalesce(settings.is_electronic, true) as is_electronic,
        cast(coalesce(
            settings.untouched_days,
            case
                when not settings.is_electronic
                    then numbers.untouched_days_paper
            end,
            practices.untouched_days,
            numbers.untouched_days_electronic
        ) as int) as untouched_days
    from payers
    left join settings
        on payers.practice_id = settings.practice_id and payers.payer_id = settings.payer_id
    left join aliases
        on payers.practice_id = aliases.practice_id and payers.payer_id = aliases.payer_id
    left join sightings
        on payers.practice_id = sightings.practice_id and payers.payer_id = sightings.payer_id
    left join practices
        on payers.practice_id = practices.practice_id
    left join {{ ref('int_rule_numbers') }} as numbers
        on payers.practice_id = numbers.practice_id

)

select * from final
