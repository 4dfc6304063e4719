with

final as (

    select
        found.practice_id,
        found.packet_week,
        found.difference,
        kinds.label as label_text,
        kinds.what_to_do,
        cast(row_number() over (
            partition by found.practice_id, found.packet_week
            order by
                kinds.display_order asc, found.difference_usd desc,
                found.claim_number asc nulls last, found.list_key asc
        ) as int) as row_rank,
        coalesce(numbers.claim_number, found.claim_number, '') as claim_number,
        coalesce(replace(found.status_there, '_', ' '), '') as status_there,
        found.insurance_balance_usd,
        cast(found.open_usd as decimal(18, 2)) as open_usd,
        found.difference_usd,
        found.listed_on
    from {{ ref('rlp_difference_claim_week') }} as found
    inner join {{ ref('difference_kinds') }} as kinds using (difference)
    left join {{ ref('int_claim_numbers') }} as numbers
        on found.practice_id = numbers.practice_id and found.claim_id = numbers.claim_id

)

select * from final
