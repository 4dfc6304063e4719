"""One small list of every product, written from its headings, and what it says in our words.

People, payers and numbers are invented. Nothing here is taken from the code under test.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

D = Decimal


def day(month: int, day_of_month: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, day_of_month)


@dataclass(frozen=True)
class Sample:
    """A list as lines of cells, and the rows it should become.

    Attributes:
        headings: As the product writes them.
        rows: Cells as texts.
        said: Of each row that is loaded, what is not null.
        before: Lines in front of the headings.
        passed_over: How many lines behind them are no rows of the list, by what they are.
        findings: Codes that the list makes.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    said: Sequence[Mapping[str, Any]]
    before: Sequence[Sequence[str]] = ()
    passed_over: Mapping[str, int] | None = None
    findings: Sequence[str] = ()

    def lines(self) -> list[Sequence[str]]:
        return [*self.before, self.headings, *self.rows]

    def as_csv(self) -> bytes:
        stream = io.StringIO()
        csv.writer(stream).writerows(self.lines())
        return stream.getvalue().encode()


SIMPLE_STATUS = Sample(
    ["Date Submitted", "Client", "Status", "Payer", "Clearinghouse Reference", "Payer Claim"],
    [
        ["01/05/2026", "Mina Adler", "Paid", "NORTHWIND HEALTH", "CH1001", "PC9001"],
        ["1/6/26", "Cal Berg", "Denied", "SUMMIT CARE", "CH1002", "--"],
        ["2026-01-07", "Ada Cole", "Deductible", "NORTHWIND HEALTH", "CH1003", "PC9003"],
        ["01/08/2026", "Ida Dorn", "Received", "SUMMIT CARE", "CH1004", ""],
    ],
    [
        {"submitted_on": day(1, 5), "status": "paid", "payer_name": "NORTHWIND HEALTH",
         "clearinghouse_reference": "CH1001", "payer_claim_number": "PC9001"},
        {"submitted_on": day(1, 6), "status": "denied", "payer_name": "SUMMIT CARE",
         "clearinghouse_reference": "CH1002"},
        {"submitted_on": day(1, 7), "status": "patient_balance", "payer_name": "NORTHWIND HEALTH",
         "clearinghouse_reference": "CH1003", "payer_claim_number": "PC9003"},
        {"submitted_on": day(1, 8), "status": "accepted", "payer_name": "SUMMIT CARE",
         "clearinghouse_reference": "CH1004"},
    ],
)  # fmt: skip
SIMPLE_PAYMENTS = Sample(
    ["Date Received", "Client", "Payer", "Amount", "Clearinghouse Reference", "Payer Claim",
     "Payment Reference", "Payment Status"],
    [
        ["1/9/2026", "Mina Adler", "NORTHWIND HEALTH", "$1,090.50", "CH1001", "PC9001", "EFT77",
         "Paid"],
        ["1/9/2026", "Cal Berg", "NORTHWIND HEALTH", "($12.25)", "CH1002", "PC9002", "EFT77",
         "Paid"],
    ],
    [
        {"remit_on": day(1, 9), "payer_name": "NORTHWIND HEALTH",
         "insurance_paid_usd": D("1090.50"), "clearinghouse_reference": "CH1001",
         "payer_claim_number": "PC9001", "payment_reference": "EFT77", "status": "paid"},
        {"remit_on": day(1, 9), "payer_name": "NORTHWIND HEALTH",
         "insurance_paid_usd": D("-12.25"), "clearinghouse_reference": "CH1002",
         "payer_claim_number": "PC9002", "payment_reference": "EFT77", "status": "paid"},
    ],
)  # fmt: skip
SIMPLE_UNPAID = Sample(
    ["Date", "Client", "Clearinghouse Reference", "Payer Claim", "Billed", "Co-Pay",
     "Ins. Billed", "Ins. Paid", "Ins. Balance"],
    [
        ["12/30/2025", "Mina Adler", "CH1001", "PC9001", "$150.00", "$20.00", "$130.00", "$0.00",
         "$130.00"],
        ["Total", "", "", "", "$150.00", "$20.00", "$130.00", "$0.00", "$130.00"],
    ],
    [
        {"service_on": day(12, 30, 2025), "clearinghouse_reference": "CH1001",
         "payer_claim_number": "PC9001", "billed_usd": D("150.00"), "patient_usd": D("20.00"),
         "insurance_paid_usd": D("0.00"), "insurance_balance_usd": D("130.00")},
    ],
    passed_over={"TOTAL": 1},
)  # fmt: skip
SIMPLE_APPOINTMENTS = Sample(
    ["Date of Service", "Client", "Clinician", "Billing Code", "Primary Insurance",
     "Secondary Insurance", "Rate per Unit", "Units", "Total Fee", "Progress Note Status",
     "Client Payment Status", "Charge", "Uninvoiced", "Paid", "Unpaid",
     "Insurance Payment Status", "Charge", "Paid", "Unpaid", "Write Off"],
    [
        ["01/05/2026", "Mina Adler", "Toma Case", "90837", "NORTHWIND HEALTH", "--", "150", "1",
         "150", "Locked", "Paid", "20", "0", "20", "0", "Unpaid", "130", "0", "130", "0"],
        ["01/06/2026", "Cal Berg", "Toma Case", "90834", "SUMMIT CARE", "NORTHWIND HEALTH", "120",
         "1", "120", "No Note", "Unpaid", "15.5", "15.5", "0", "15.5", "Partially paid", "104.5",
         "80.25", "4.25", "20"],
    ],
    [
        {"service_on": day(1, 5), "rendering_name": "Toma Case", "procedure_code": "90837",
         "payer_name": "NORTHWIND HEALTH", "units": D("1.00"), "billed_usd": D("150.00"),
         "note_status": "Locked", "patient_usd": D("20.00"), "patient_paid_usd": D("20.00"),
         "patient_balance_usd": D("0.00"), "status": "submitted",
         "insurance_paid_usd": D("0.00"), "insurance_balance_usd": D("130.00"),
         "write_off_usd": D("0.00")},
        {"service_on": day(1, 6), "rendering_name": "Toma Case", "procedure_code": "90834",
         "payer_name": "SUMMIT CARE", "secondary_payer_name": "NORTHWIND HEALTH",
         "units": D("1.00"), "billed_usd": D("120.00"), "note_status": "No Note",
         "patient_usd": D("15.50"), "patient_paid_usd": D("0.00"),
         "patient_balance_usd": D("15.50"), "status": "partly_paid",
         "insurance_paid_usd": D("80.25"), "insurance_balance_usd": D("4.25"),
         "write_off_usd": D("20.00")},
    ],
    before=[["Appointments", "2"], [], ["Attended", "2", "Missed", "0"]],
)  # fmt: skip
SIMPLE_AGING = Sample(
    ["Insurance Payer", "Unbilled", "Total Charges", "Due 30 days", "Due 60 days", "Balance Due"],
    [
        ["NORTHWIND HEALTH", "$300.00", "$4,500.00", "$1,000.00", "$0.00", "$1,000.00"],
        ["TOTAL CARE OF OHIO", "$0.00", "$100.00", "$0.00", "$0.00", "$0.00"],
        ["Totals:", "$300.00", "$4,600.00", "$1,000.00", "$0.00", "$1,000.00"],
    ],
    [
        {"payer_name": "NORTHWIND HEALTH", "unbilled_usd": D("300.00"),
         "billed_usd": D("4500.00"), "insurance_balance_usd": D("1000.00")},
        {"payer_name": "TOTAL CARE OF OHIO", "unbilled_usd": D("0.00"),
         "billed_usd": D("100.00"), "insurance_balance_usd": D("0.00")},
    ],
    passed_over={"TOTAL": 1},
)  # fmt: skip
NOTES_HEADINGS = [
    "Type", "Date", "Appointment Type", "Billing Method", "Payment Type", "Service Code",
    "Service Description", "Modifier Code 1", "Modifier Code 2", "Modifier Code 3",
    "Modifier Code 4", "POS", "Units", "Rate", "Last Name", "First Name", "DOB",
    "Patient Member ID", "Primary Diagnosis", "Clinician Name", "Clinician NPI", "Clinician Type",
    "Bill as Supervisor", "Supervisor Name", "Supervisor NPI", "Location", "Primary Insurer Name",
    "Primary Insurer Group", "In Network", "Secondary Insurer Name", "Secondary Insurer Group",
    "Note Status", "Patient Amount Due", "Patient Amount Paid", "Patient Unassigned Credit",
    "Patient Balance Status", "Insurance Amount Due", "Insurance Amount Paid",
    "Insurance Unassigned Credit", "Insurance Balance Status", "Payment Assigned to Practice",
    "Documents Created", "Comments",
]  # fmt: skip


def notes_row(**cells: str) -> list[str]:
    known = {heading.replace(" ", "_").lower(): heading for heading in NOTES_HEADINGS}
    by_heading = {known[key]: cell for key, cell in cells.items()}
    return [by_heading.get(heading, "") for heading in NOTES_HEADINGS]


THERAPY_NOTES = Sample(
    NOTES_HEADINGS,
    [
        # A serial number of a spreadsheet: 2026-01-05.
        notes_row(
            type="Appointment", date="46027", billing_method="EDI", service_code="90837",
            modifier_code_1="95", modifier_code_3="gt", pos="10", units="1", rate="150",
            last_name="Adler", first_name="Mina", dob="3/4/1980", patient_member_id="NW-123",
            primary_diagnosis="F41.1", clinician_name="Toma Case", clinician_npi="1999999984",
            supervisor_npi="1999999976", location="Main Street", in_network="Yes",
            primary_insurer_name="NORTHWIND HEALTH", note_status="Signed",
            patient_amount_due="0", patient_amount_paid="20", insurance_amount_due="-130",
            insurance_amount_paid="0", insurance_balance_status="Pending",
            comments="called Mina's mother",
        ),
        notes_row(
            type="Appointment", date="1/6/2026", billing_method="Paper", service_code="90834",
            units="1", rate="120", clinician_npi="1999999984", in_network="No",
            primary_insurer_name="SUMMIT CARE", insurance_amount_due="-20.1",
            insurance_amount_paid="-99.9", insurance_balance_status="Partially Paid",
        ),
        notes_row(type="Missed Appointment", date="1/6/2026", rate="60"),
        notes_row(type="Patient Payment", date="1/6/2026", last_name="Adler"),
    ],
    [
        {"service_on": day(1, 5), "submission_method": "EDI", "procedure_code": "90837",
         "modifiers": "95:GT", "place_of_service": "10", "units": D("1.00"),
         "billed_usd": D("150.00"), "member_id": "NW-123", "rendering_npi": "1999999984",
         "supervisor_npi": "1999999976", "location_name": "Main Street",
         "payer_name": "NORTHWIND HEALTH", "is_in_network": True, "note_status": "Signed",
         "patient_balance_usd": D("0.00"), "patient_paid_usd": D("20.00"),
         "insurance_balance_usd": D("130.00"), "insurance_paid_usd": D("0.00"),
         "status": "pended"},
        {"service_on": day(1, 6), "submission_method": "Paper", "procedure_code": "90834",
         "units": D("1.00"), "billed_usd": D("120.00"), "rendering_npi": "1999999984",
         "payer_name": "SUMMIT CARE", "is_in_network": False,
         "insurance_balance_usd": D("20.10"), "insurance_paid_usd": D("99.90"),
         "status": "partly_paid"},
    ],
    passed_over={"FILTERED": 2},
    findings=["flipped_sign", "flipped_sign"],
)  # fmt: skip
