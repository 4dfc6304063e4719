with

source as (

    select * from {{ source('raw', 'decision_rows') }}

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
        source.usual_role,
        source.decision,
        source.owner_role,
        source.due_on,
        source.state,
        files.known_on
    from source
    inner join files using (practice_id, file_id)

)

select * from renamed
