with

submissions as (

    select * from {{ ref('fct_submissions') }}

),

numbered as (

    -- the same claim to the same payer again: somebody worked it
    select
        *,
        row_number() over (
            partition by practice_id, claim_id, payer_id, payer_sequence
            order by known_on, submitted_on, transaction_digest, claim_position
        ) as submission_number
    from submissions

),

final as (

    select
        practice_id,
        {{ surrogate_key(['practice_id', "'resubmission'", 'submission_id']) }} as touch_id,
        claim_id,
        claim_number,
        payer_id,
        submission_id,
        submitted_on as touched_on,
        'resubmission' as source,  -- noqa: RF04
        case frequency_code
            when '7' then 'replacement sent'
            when '8' then 'claim voided'
            else 'sent again'
        end as action,  -- noqa: RF04
        'claims_biller' as by_role,
        known_on,
        file_id,
        segment_number
    from numbered
    where submission_number > 1 or frequency_code in ('7', '8')

    union all

    -- an answer that another one overrules was work all the same
    select
        practice_id,
        {{ surrogate_key(['practice_id', "'worklist'", 'answer_id']) }} as touch_id,
        claim_id,
        claim_number,
        payer_id,
        cast(null as string) as submission_id,
        touched_on,
        'worklist' as source,  -- noqa: RF04
        coalesce(did_label, 'Planned: ' || step_label, case
            when handed_to_role is not null then 'Handed on'
            when next_step_on is not null then 'Planned'
            else 'Worked'
        end) as action,  -- noqa: RF04
        owner_role as by_role,
        from_on as known_on,
        file_id,
        segment_number
    from {{ ref('fct_worklist_answers') }}

    union all

    select
        practice_id,
        {{ surrogate_key(['practice_id', "'practice_export'", 'claim_id', 'touched_on']) }}
            as touch_id,
        claim_id,
        claim_number,
        cast(null as string) as payer_id,
        cast(null as string) as submission_id,
        touched_on,
        'practice_export' as source,  -- noqa: RF04
        'Worked in the practice system' as action,  -- noqa: RF04
        cast(null as string) as by_role,
        known_on,
        file_id,
        cast(null as int) as segment_number
    from {{ ref('int_export_touches') }}

)

select * from final
