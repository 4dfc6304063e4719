with

final as (

    select
        quality.*,
        left(practices.rules_digest, 12) as rules_digest
    from {{ ref('rlp_quality_week') }} as quality
    inner join {{ ref('dim_practices') }} as practices using (practice_id)

)

select * from final
