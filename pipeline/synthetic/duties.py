"""Who in the office works a denial, what comes next, and by when.

Takes a cause and the days that count. The table is the office's own, kept apart from the rule
tables of the warehouse on purpose; so is the arithmetic of its calendar.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.synthetic.payers import Limits

BUSINESS_DAYS_TO_ACT = 5
DAYS_BEFORE_THE_LAST = 7
"""A week is kept before a last day, for the mail and for what was forgotten."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Whose work a denial is and what comes next.

    Attributes:
        owner_role: Role in the office.
        action: Kind of next step.
        is_sent_as_new: The payer takes neither a correction nor an appeal, only a claim that is
            new to it and inside the filing limit.
    """

    owner_role: str
    action: str
    is_sent_as_new: bool = False


_INTAKE = "intake_eligibility"
_AUTHORIZATION = "authorization_ur"
_CREDENTIALING = "credentialing_specialist"
_CLINICIAN = "treating_clinician"
_CODER = "coder_charge_entry"
_BILLER = "claims_biller"
_DENIALS = "ar_denials_specialist"
_CORRECT, _RECONSIDER, _APPEAL = "correct & resubmit", "reconsideration", "appeal"
_CALL, _OTHER_PAYER, _PATIENT = "call payer", "bill other payer", "bill patient"

DUTIES = {
    "coverage_ended": Duty(_INTAKE, _CORRECT),
    "coverage_not_begun": Duty(_INTAKE, _CORRECT),
    "wrong_payer": Duty(_INTAKE, _OTHER_PAYER),
    "not_a_member": Duty(_INTAKE, _CORRECT),
    "member_number": Duty(_INTAKE, _CORRECT),
    "no_authorization": Duty(_AUTHORIZATION, _RECONSIDER),
    "units_used_up": Duty(_AUTHORIZATION, _RECONSIDER),
    "authorization_number": Duty(_AUTHORIZATION, _CORRECT),
    "authorization_mismatch": Duty(_AUTHORIZATION, _CORRECT),
    "clinician_not_linked": Duty(_CREDENTIALING, _CORRECT),
    "not_credentialed": Duty(_CREDENTIALING, _RECONSIDER),
    "billing_npi": Duty(_CREDENTIALING, _CORRECT),
    "not_necessary": Duty(_DENIALS, _APPEAL),
    "too_frequent": Duty(_DENIALS, _APPEAL),
    "note_missing": Duty(_CLINICIAN, _RECONSIDER),
    "records_late": Duty(_CLINICIAN, _RECONSIDER),
    "level_not_supported": Duty(_CLINICIAN, _APPEAL),
    "modifier_missing": Duty(_CODER, _CORRECT),
    "procedure_invalid": Duty(_CODER, _CORRECT),
    "diagnosis_mismatch": Duty(_CODER, _CORRECT),
    "filed_late": Duty(_BILLER, _APPEAL),
    "other_payer_first": Duty(_BILLER, _OTHER_PAYER),
    "earlier_payer_missing": Duty(_BILLER, _OTHER_PAYER),
    "patient_must_answer": Duty("patient_accounts", _CALL),
    "not_covered": Duty(_INTAKE, _CALL),
    "not_in_benefits": Duty(_INTAKE, _PATIENT),
    "benefit_used_up": Duty(_INTAKE, _PATIENT),
    "bundled": Duty(_CODER, _CORRECT),
    "not_in_contract": Duty(_CREDENTIALING, _RECONSIDER),
    "location_missing": Duty(_BILLER, _CORRECT),
    "unprocessable": Duty(_BILLER, _CORRECT, is_sent_as_new=True),
    "unnamed": Duty(_DENIALS, _CALL),
    "unheard_of": Duty(_DENIALS, _CALL),
    "sent_twice": Duty(_DENIALS, _CALL),
}
"""The work of each cause, by its key: one row each, so that a new cause has to say."""

REFUSED_ACTION = _CORRECT
"""What is done about a claim that came back before anybody decided on it."""
ANNOUNCED_ACTION = _CALL
"""What is done about a denial that a payer announced: its reasons are yet to come."""
ASKED_ROLE = _CLINICIAN
"""Who finds the records that a payer asks for."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Last days of a denial, and the day by which somebody acts."""

    refile_by_on: date
    appeal_by_on: date | None
    act_by_on: date


def business_days_after(day: date, count: int, holidays: Collection[date]) -> date:
    """Return the ``count``-th day of work after a day."""
    while count:
        day += timedelta(days=1)
        if day.weekday() not in (5, 6) and day not in holidays:
            count -= 1
    return day


def act_by(opened_on: date, holidays: Collection[date]) -> date:
    """Return the day by which work without a deadline of its own is begun."""
    return business_days_after(opened_on, BUSINESS_DAYS_TO_ACT, holidays)


def deadlines(
    duty: Duty,
    limits: Limits,
    opened_on: date,
    decided_on: date,
    service_on: date,
    holidays: Collection[date],
) -> Deadlines:
    """Return the deadlines of a denial that the payer decided and the practice learnt of later."""
    if duty.is_sent_as_new:
        refile_by = service_on + timedelta(days=limits.filing_days)
        appeal_by = None
    else:
        refile_by = decided_on + timedelta(days=limits.corrected_days)
        appeal_by = decided_on + timedelta(days=limits.dispute_days)
    last_on = max(refile_by, appeal_by or refile_by)
    soon = min(act_by(opened_on, holidays), last_on - timedelta(days=DAYS_BEFORE_THE_LAST))
    return Deadlines(refile_by, appeal_by, max(soon, opened_on))
