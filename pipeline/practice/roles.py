"""The ten roles of a billing office; a list, a rule and a reader each belong to some of them."""

from typing import Literal

OwnerRole = Literal[
    "intake_eligibility",
    "authorization_ur",
    "treating_clinician",
    "coder_charge_entry",
    "claims_biller",
    "ar_denials_specialist",
    "credentialing_specialist",
    "payment_poster",
    "patient_accounts",
    "billing_manager",
]
