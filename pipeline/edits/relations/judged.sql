-- Which edit of the template judges which claim: that of the claim's payer, else the one for all;
-- one a claim, with its parameters as columns; of learnt edits every one. Claims that could not be
-- checked are not here.
select
    claims.claim_key,
    edits.* exclude (payer_id, form, is_beside_others)
from claims
inner join edits
    on
        edits.form in ('both', claims.form)
        and (
            edits.payer_id = claims.payer_id
            or (
                edits.payer_id is null
                and (
                    edits.is_beside_others
                    or claims.payer_id not in (
                        select own.payer_id from edits as own where own.payer_id is not null
                    )
                )
            )
        )
where
    edits.severity <> 'off'
    and claims.claim_key not in (select unchecked.claim_key from unchecked)
