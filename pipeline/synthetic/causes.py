"""Why a payer denies: the generator's own table, written from the practice's side.

Takes nothing. It is kept apart from the rule tables of the warehouse on purpose: what the
warehouse finds is compared with what was planted here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason to deny, as the payer words it and as the practice should read it.

    Attributes:
        key: Name in the truth.
        group_code: Who carries the money.
        carc_code: Reason code on the line.
        rarc_code: Remark code that narrows it, or empty.
        category: The practice's category.
        preventable: yes, no, partly, or empty where nobody knows.
        weight: How often it happens by itself; 0 for causes that only spells or stories bring.
        recovery: Chance in percent that work on it ends in payment.
        scope: ``claim`` every line, ``line`` the last line only, ``partial`` paid at a lower level.
        routes: How the practice works it: chances in percent of corrected, new_claim, appeal; the
            rest is never worked.
    """

    key: str
    group_code: str
    carc_code: str
    rarc_code: str
    category: str
    preventable: str
    weight: int
    recovery: int
    scope: str = "claim"
    routes: tuple[int, int, int] = (65, 0, 10)


_APPEALED = (5, 0, 55)
_SHELVED = (10, 0, 5)

CAUSES = {
    cause.key: cause
    for cause in (
        Cause("coverage_ended", "CO", "27", "", "eligibility_coverage", "yes", 2, 45),
        Cause("coverage_not_begun", "CO", "26", "", "eligibility_coverage", "yes", 1, 50),
        Cause(
            "wrong_payer",
            "CO",
            "109",
            "N418",
            "eligibility_coverage",
            "yes",
            0,
            80,
            routes=(0, 0, 0),
        ),
        Cause("not_a_member", "CO", "31", "", "patient_demographics", "yes", 4, 85),
        Cause("member_number", "CO", "16", "MA27", "patient_demographics", "yes", 3, 88),
        Cause(
            "no_authorization", "CO", "197", "", "authorization", "yes", 3, 60, routes=(35, 0, 35)
        ),
        Cause("units_used_up", "CO", "198", "", "authorization", "yes", 1, 50, routes=(15, 0, 45)),
        Cause("authorization_number", "CO", "16", "M62", "authorization", "yes", 3, 85),
        Cause("authorization_mismatch", "CO", "284", "N54", "authorization", "yes", 2, 75),
        Cause(
            "clinician_not_linked",
            "CO",
            "16",
            "N290",
            "credentialing_enrollment",
            "yes",
            0,
            20,
            routes=(45, 0, 10),
        ),
        Cause("not_credentialed", "CO", "B7", "N570", "credentialing_enrollment", "yes", 1, 40),
        Cause("billing_npi", "CO", "208", "N257", "credentialing_enrollment", "yes", 1, 70),
        Cause(
            "not_necessary", "CO", "50", "", "medical_necessity", "partly", 3, 45, routes=_APPEALED
        ),
        Cause(
            "too_frequent",
            "CO",
            "151",
            "",
            "medical_necessity",
            "partly",
            9,
            40,
            scope="line",
            routes=_APPEALED,
        ),
        Cause(
            "note_missing", "CO", "252", "M127", "documentation", "yes", 3, 75, routes=(10, 0, 60)
        ),
        Cause(
            "records_late", "CO", "226", "N706", "documentation", "yes", 2, 70, routes=(10, 0, 60)
        ),
        Cause(
            "level_not_supported",
            "CO",
            "150",
            "",
            "documentation",
            "yes",
            8,
            45,
            scope="partial",
            routes=_APPEALED,
        ),
        Cause("modifier_missing", "CO", "4", "N822", "coding_modifier", "yes", 2, 92),
        Cause("procedure_invalid", "CO", "16", "M51", "coding_modifier", "yes", 2, 90),
        Cause("diagnosis_mismatch", "CO", "11", "", "coding_modifier", "yes", 2, 85),
        Cause("filed_late", "CO", "29", "", "timely_filing", "yes", 2, 25, routes=_APPEALED),
        Cause("other_payer_first", "CO", "22", "", "coordination_of_benefits", "yes", 2, 70),
        Cause(
            "earlier_payer_missing", "CO", "16", "MA04", "coordination_of_benefits", "yes", 1, 85
        ),
        Cause(
            "patient_must_answer",
            "PR",
            "227",
            "N179",
            "coordination_of_benefits",
            "yes",
            2,
            60,
            routes=_SHELVED,
        ),
        Cause(
            "not_covered",
            "PR",
            "96",
            "N130",
            "benefit_limit_noncovered",
            "partly",
            4,
            30,
            routes=_SHELVED,
        ),
        Cause(
            "not_in_benefits",
            "PR",
            "204",
            "",
            "benefit_limit_noncovered",
            "partly",
            2,
            30,
            routes=_SHELVED,
        ),
        Cause(
            "benefit_used_up",
            "PR",
            "119",
            "",
            "benefit_limit_noncovered",
            "partly",
            1,
            20,
            routes=_SHELVED,
        ),
        Cause("bundled", "CO", "97", "N20", "bundling_fee_schedule", "partly", 9, 60, scope="line"),
        Cause("not_in_contract", "CO", "256", "", "bundling_fee_schedule", "partly", 1, 30),
        Cause("location_missing", "CO", "16", "MA114", "claim_data_error", "partly", 2, 90),
        Cause(
            "unprocessable",
            "CO",
            "16",
            "MA130",
            "claim_data_error",
            "partly",
            2,
            85,
            routes=(0, 75, 0),
        ),
        Cause("unnamed", "CO", "A1", "", "other", "partly", 1, 50, routes=(20, 0, 40)),
        Cause("unheard_of", "CO", "Z99", "", "other", "", 0, 50, routes=(0, 0, 0)),
        Cause("sent_twice", "OA", "18", "", "duplicate", "yes", 0, 0, routes=(0, 0, 0)),
    )
}

VAGUE_CARCS = frozenset({"16", "96", "A1", "193"})
"""Codes that say little: beside another reason they are never the reason that counts."""

SPELLS = {
    "coverage_ended": (34, 1, 6),
    "units_used_up": (20, 1, 5),
    "member_number": (20, 1, 3),
    "other_payer_first": (14, 1, 4),
    "benefit_used_up": (12, 2, 8),
}
"""Troubles of a patient that last: weight, least and most weeks."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One front-end rejection: codes, whose data is meant, category, who mends it, weight."""

    category_code: str
    status_code: str
    entity_code: str
    category: str
    owner_role: str
    weight: int


CLEARINGHOUSE_REFUSALS = (
    Refusal("A7", "164", "IL", "patient_demographics", "intake_eligibility", 4),
    Refusal("A7", "33", "IL", "patient_demographics", "intake_eligibility", 3),
    Refusal("A7", "562", "82", "credentialing_enrollment", "credentialing_specialist", 2),
    Refusal("A7", "255", "", "coding_modifier", "coder_charge_entry", 3),
    Refusal("A6", "252", "", "authorization", "authorization_ur", 1),
    Refusal("A3", "116", "PR", "eligibility_coverage", "intake_eligibility", 2),
    Refusal("A8", "249", "", "coding_modifier", "coder_charge_entry", 1),
)
PAYER_REFUSALS = (
    Refusal("A3", "88", "IL", "eligibility_coverage", "intake_eligibility", 4),
    Refusal("A3", "26", "82", "credentialing_enrollment", "credentialing_specialist", 2),
    Refusal("A7", "500", "QC", "patient_demographics", "intake_eligibility", 2),
    Refusal("A3", "26", "85", "credentialing_enrollment", "credentialing_specialist", 1),
    Refusal("A7", "453", "", "coding_modifier", "coder_charge_entry", 2),
    Refusal("A6", "286", "", "coordination_of_benefits", "claims_biller", 1),
)
SET_REFUSAL = Refusal("", "", "", "claim_data_error", "claims_biller", 0)
"""What a 999 says of every claim in a set: nobody at the payer read them."""

PROVISIONAL_STATUS = {
    "no_authorization": ("84", "authorization"),
    "units_used_up": ("84", "authorization"),
    "coverage_ended": ("88", "eligibility_coverage"),
    "note_missing": ("95", "documentation"),
}
"""Causes that a payer may announce in a 277 (F2) before its remittance: status code, category."""

ASKED_FIRST = {"note_missing": "P3", "records_late": "R4"}
"""Causes before which a payer may ask for records: category code of its report."""
ASKED_STATUS = "123"
PENDED_STATUS = ("P2", "52")
"""What a payer reports about a claim it keeps for review."""
