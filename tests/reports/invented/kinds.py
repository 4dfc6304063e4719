"""Reasons, owners and payers of invented practices."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.packet import Origin, Owner, Preventable

MONDAY = date(2026, 11, 23)
WEEK = MONDAY - timedelta(days=7)

CODER = Owner("Coding & charge entry", "JS")
AUTHORIZER = Owner("Authorization desk", "TK")
INTAKE = Owner("Intake & eligibility", "MR")
CREDENTIALER = Owner("Credentialing", "RC")
CLINICIAN = Owner("Treating clinicians", "DP")
BILLER = Owner("Claims billing", "LV")
APPEALS = Owner("Appeals & follow-up", "AN")
POSTER = Owner("Payment posting", "EB")

PAYERS = (
    "Cedar Blue Plan", "Northstate Medicaid", "Optima Behavioral", "Harbor Health",
    "Lakeland HMO", "Unity Commercial", "Meridian Advantage", "TriValley Health",
    "Summit State Plan", "Pinewood Mutual", "Alder Health", "Birchwood Plan",
    "Canyon State HMO", "Delta Mutual", "Eastgate Medicaid", "Fairmont Health",
    "Granite Advantage", "Hillside Commercial", "Ironwood Plan", "Juniper Mutual",
    "Keystone State", "Larkspur Health", "Maplewood HMO", "Northgate Plan",
    "Orchard Medicaid", "Prairie Mutual", "Quarry Health", "Ridgeline Plan",
    "Silver Lake HMO", "Timber Advantage", "Upland Health", "Valley Mutual",
    "Westgate Plan", "Yarrow Medicaid", "Zephyr Health", "Aspen Trust",
    "Bluff County", "Coral Advantage", "Dune State Plan", "Elm Street Mutual",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A reason with everything that hangs on it."""

    category: str
    label: str
    code: str
    owner: Owner
    origin: Origin
    preventable: Preventable
    chance: str
    minutes: int
    action: str
    check: str


KINDS = (
    Kind("Coding", "Telehealth modifier missing", "CO-4", CODER, "coding", "yes", "0.75", 4,
         "Add the modifier; send a corrected claim",
         "Stop a claim with place 02 or 10 and no telehealth modifier this payer wants"),
    Kind("Eligibility", "Wrong plan billed (carve-out)", "CO-109", INTAKE, "intake_scheduling",
         "yes", "0.45", 8, "Find the behavioral-health plan; send a new claim there",
         "Keep a list of plans whose behavioral benefit sits elsewhere; block them at intake"),
    Kind("Authorization", "No authorization on file", "CO-197", AUTHORIZER, "intake_scheduling",
         "yes", "0.40", 11, "Ask for a back-dated authorization, then resend with the number",
         "Hold the visit when no active authorization is on file for that payer and service"),
    Kind("Credentialing", "Clinician not linked to the group", "CO-16 N290", CREDENTIALER,
         "credentialing_enrollment", "yes", "0.55", 20,
         "Confirm the link date; ask the payer to reprocess from that date",
         "Do not schedule a payer until its effective date is on file for the clinician and place"),
    Kind("Documentation", "Records needed to decide", "CO-252", CLINICIAN,
         "clinical_documentation", "yes", "0.50", 20,
         "Send the progress note with start and stop times",
         "Keep the claim until the progress note is signed with times"),
    Kind("Authorization", "More visits than authorized", "CO-198", AUTHORIZER,
         "intake_scheduling", "yes", "0.35", 11,
         "Ask for a back-dated authorization, then resend with the number",
         "Warn the scheduler at the last authorized visit but two"),
    Kind("Benefit limit", "Benefit limit reached", "CO-119", INTAKE, "payer", "partly", "0.125", 15,
         "Check the count; parity review before billing the client",
         "Count visits against the benefit before the visit"),
    Kind("Coding", "Place of service does not fit", "CO-5", CODER, "coding", "yes", "0.75", 4,
         "Correct the place; send a corrected claim",
         "Fill the place of service from the visit type, not by hand"),
    Kind("Member details", "Member number not recognized", "CO-31", INTAKE, "intake_scheduling",
         "yes", "0.70", 12, "Correct the member number; resend",
         "Check the member number on the day of the visit"),
    Kind("Other insurance", "Another plan must pay first", "CO-22", BILLER, "intake_scheduling",
         "yes", "0.50", 15, "Get the first plan's statement; bill in order",
         "Ask for other insurance at each first visit of a quarter"),
    Kind("Medical necessity", "Not medically necessary", "CO-50", APPEALS, "payer", "no", "0.30",
         45, "Appeal with the plan of care", "None: the payer's side"),
    Kind("Eligibility", "Coverage ended before the visit", "CO-27", INTAKE, "intake_scheduling",
         "yes", "0.45", 15, "Find the coverage of that day; send a new claim there",
         "Check coverage the day before each visit"),
    Kind("Filing limit", "Sent after the filing limit", "CO-29", BILLER, "billing_submission",
         "yes", "0.15", 20, "Send the acceptance report as proof",
         "Send every claim within five days of the visit"),
    Kind("Claim data", "Claim data missing or wrong", "CO-16 M20", BILLER, "billing_submission",
         "yes", "0.80", 6, "Complete the claim; resend", "Refuse a claim without a service code"),
    Kind("Payer error", "Paid to the wrong group", "CO-24", APPEALS, "payer", "no", "0.60", 30,
         "Ask the payer to reprocess", "None: the payer's side"),
)  # fmt: skip
