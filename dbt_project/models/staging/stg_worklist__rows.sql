with

source as (

    select * from {{ source('raw', 'worklist_rows') }}

),

files as (

    select * from {{ ref('stg_files') }}

),

renamed as (

    select
        source.practice_id,
        source.file_id,
        source.sheet_number,
        source.row_number as segment_number,
        source.item_key,
        source.listed_on,
        source.owner_role,
        source.action,  -- noqa: RF04
        source.done_on,
        source.next_step,
        source.next_step_on,
        source.handed_to_role,
        files.known_on
    from source
    inner join files using (practice_id, file_id)

)

select * from renamed
