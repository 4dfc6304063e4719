with

final as (

    -- a claim that two lists show is one difference, told by the newer
    select
        lists.practice_id,
        lists.packet_week,
        found.difference,
        found.list_key,
        found.claim_id,
        found.claim_number,
        found.status_there,
        found.insurance_balance_usd,
        found.open_usd,
        found.difference_usd,
        found.known_on as listed_on
    from {{ ref('rlp_compared_list_week') }} as lists
    inner join {{ ref('fct_differences') }} as found
        on lists.practice_id = found.practice_id and lists.file_id = found.file_id
    qualify row_number() over (
        partition by lists.practice_id, lists.packet_week, found.difference, found.list_key
        order by found.known_on desc, found.file_id asc
    ) = 1

)

select * from final
