"""Lists of billing systems and clearinghouses, and what they say in our words; all invented."""

from __future__ import annotations

from tests.exports.lists import (
    SIMPLE_AGING,
    SIMPLE_APPOINTMENTS,
    SIMPLE_PAYMENTS,
    SIMPLE_STATUS,
    SIMPLE_UNPAID,
    THERAPY_NOTES,
    D,
    Sample,
    day,
)

TEBRA = {
    "ID": "70011", "EncounterID": "5001", "EncounterStatus": "Approved", "Status": "Denied",
    "BilledTo": "Mina Adler", "BatchNumber": "B1", "ServiceStartDate": "1/5/2026 12:00:00 AM",
    "ServiceEndDate": "1/5/2026 12:00:00 AM", "PostingDate": "1/7/2026",
    "CreatedDate": "1/6/2026 9:30:00 AM", "LastModifiedDate": "2/1/2026", "ProcedureCode": "90837",
    "ProcedureModifier1": "GT", "ProcedureModifier2": "", "ProcedureModifier3": "U1",
    "ProcedureModifier4": "", "Units": "1.0000", "UnitCharge": "150.0000",
    "TotalCharges": "150.0000", "AdjustedCharges": "120.00", "Receipts": "0",
    "InsuranceBalance": "120.00", "PatientBalance": "0.00", "TotalBalance": "120.00",
    "AllowedAmount": "0", "ExpectedAmount": "118.42", "PatientID": "88",
    "PatientName": "Mina Adler",
    "PatientDateOfBirth": "3/4/1980", "RenderingProviderName": "Toma Case",
    "SupervisingProviderName": "Toma Case", "ServiceLocationName": "Main Street",
    "ServiceLocationNPI": "1999999992", "ServiceLocationPlaceOfServiceCode": "11",
    "EncounterDiagnosisID1": "F41.1", "PrimaryInsuranceCompanyName": "NORTHWIND HEALTH",
    "PrimaryInsurancePlanName": "PPO", "PrimaryInsuranceFirstBillDate": "1/8/2026",
    "PrimaryInsuranceLastBillDate": "1/20/2026", "PrimaryInsuranceAdjudicationDate": "1/30/2026",
    "PrimaryInsurancePaymentPostingDate": "2/1/2026", "PrimaryInsurancePaymentRef": "EFT9",
    "PrimaryInsuranceInsuranceAllowed": "0", "PrimaryInsuranceInsurancePayment": "0",
    "PrimaryInsuranceInsuranceContractAdjustment": "30.00",
    "PrimaryInsuranceInsuranceContractAdjustmentReason": "CO-45",
    "PrimaryInsuranceInsuranceSecondaryAdjustment": "120.00",
    "PrimaryInsuranceInsuranceSecondaryAdjustmentReason": "CO-197: no authorization",
    "PrimaryInsuranceInsuranceDeductible": "0", "PrimaryInsuranceInsuranceCoinsurance": "0",
    "PrimaryInsuranceInsuranceCopay": "0", "SecondaryInsuranceCompanyName": "",
}  # fmt: skip
TEBRA_CHARGES = Sample(
    list(TEBRA),
    [list(TEBRA.values())],
    [
        {"charge_number": "70011", "encounter_number": "5001", "status": "denied",
         "service_on": day(1, 5), "service_to_on": day(1, 5), "created_on": day(1, 6),
         "last_activity_on": day(2, 1), "procedure_code": "90837", "modifiers": "GT:U1",
         "units": D("1.00"), "billed_usd": D("150.00"), "insurance_balance_usd": D("120.00"),
         "patient_balance_usd": D("0.00"), "expected_allowed_usd": D("118.42"),
         "location_name": "Main Street", "location_npi": "1999999992", "place_of_service": "11",
         "payer_name": "NORTHWIND HEALTH", "submitted_on": day(1, 8),
         "last_submitted_on": day(1, 20), "adjudicated_on": day(1, 30),
         "payment_reference": "EFT9", "allowed_usd": D("0.00"), "insurance_paid_usd": D("0.00"),
         "contract_adjustment_usd": D("30.00"), "adjusted_usd": D("120.00"), "carc_code": "197",
         "group_code": "CO"},
    ],
)  # fmt: skip
TEBRA_PAYMENTS = Sample(
    ["ID", "PostDate", "AdjudicationDate", "PayerName", "PayerType", "PaymentMethod",
     "ReferenceNumber", "Amount", "Applied", "Unapplied", "Adjustments", "Refunds"],
    [
        ["1", "2/1/2026", "1/30/2026", "NORTHWIND HEALTH", "Insurance", "EFT", "EFT9", "999.99",
         "999.99", "0", "0", "0"],
        ["2", "2/1/2026", "", "Mina Adler", "Patient", "Check", "Mina's check", "20", "20", "0",
         "0", "0"],
    ],
    [
        {"last_activity_on": day(2, 1), "adjudicated_on": day(1, 30),
         "payer_name": "NORTHWIND HEALTH", "payment_reference": "EFT9",
         "insurance_paid_usd": D("999.99")},
    ],
    passed_over={"FILTERED": 1},
)  # fmt: skip
OFFICE_ALLY = Sample(
    ["OA Claim ID", "Patient Name", "Payer Name", "Payer ID", "DOS", "Received Date",
     "Total Charges", "Status", "Payer Ref ID", "Rejection Reason"],
    [
        ["3004005", "ADLER, MINA", "NORTHWIND HEALTH", "NWHP", "01/05/26", "01/08/26", "$150.00",
         "Rejected by payer", "", "Subscriber MINA ADLER not found"],
        ["3004006", "BERG, CAL", "SUMMIT CARE", "00612", "01/06/26", "01/08/26", "$120.00",
         "Passed", "SC77", ""],
    ],
    [
        {"clearinghouse_reference": "3004005", "payer_name": "NORTHWIND HEALTH",
         "payer_identifier": "NWHP", "service_on": day(1, 5), "submitted_on": day(1, 8),
         "billed_usd": D("150.00"), "status": "rejected"},
        {"clearinghouse_reference": "3004006", "payer_name": "SUMMIT CARE",
         "payer_identifier": "00612", "service_on": day(1, 6), "submitted_on": day(1, 8),
         "billed_usd": D("120.00"), "status": "accepted", "payer_claim_number": "SC77"},
    ],
)  # fmt: skip
AVAILITY_STATUS = Sample(
    ["Patient Control Number", "Claim Number", "Payer", "Service Date From", "Billed Amount",
     "Claim Status", "Status Category Code", "Status Code", "Status Date"],
    [["A1", "PC9001", "NORTHWIND HEALTH", "20260105", "150.00", "Finalized - Denied", "F2", "84",
      "20260130"]],
    [
        {"claim_number": "A1", "payer_claim_number": "PC9001", "payer_name": "NORTHWIND HEALTH",
         "service_on": day(1, 5), "billed_usd": D("150.00"), "status": "denied",
         "status_category_code": "F2", "status_code": "84", "status_on": day(1, 30)},
    ],
)  # fmt: skip
AVAILITY_REMITTANCE = Sample(
    ["Check/EFT Number", "Check/EFT Date", "Claim Number", "Patient Account Number",
     "Charge Amount", "Paid Amount", "Patient Responsibility", "Adjustment Group", "Reason Code",
     "Remark Code"],
    [["EFT9", "01/30/2026", "PC9001", "A1", "150.00", "90.005", "10.00", "CO", "45",
      "N130, MA01"]],
    [
        {"payment_reference": "EFT9", "remit_on": day(1, 30), "payer_claim_number": "PC9001",
         "claim_number": "A1", "billed_usd": D("150.00"), "insurance_paid_usd": D("90.01"),
         "patient_usd": D("10.00"), "group_code": "CO", "carc_code": "45",
         "rarc_codes": "N130:MA01"},
    ],
    findings=["finer_amount"],
)  # fmt: skip
WAYSTAR = Sample(
    ["Claim ID", "Patient Control #", "Payer", "Service Date", "Amount", "Status",
     "Status Message", "Status Date"],
    [["W-55", "A1", "NORTHWIND HEALTH", "Jan 5, 2026", "150", "Rejected by Waystar",
      "MINA ADLER: subscriber id", "1-8-2026"]],
    [
        {"clearinghouse_reference": "W-55", "claim_number": "A1",
         "payer_name": "NORTHWIND HEALTH", "service_on": day(1, 5), "billed_usd": D("150.00"),
         "status": "rejected", "status_on": day(1, 8)},
    ],
)  # fmt: skip
ADVANCED_MD = Sample(
    ["Claim #", "Visit #", "Carrier", "DOS", "Billed Date", "Charge", "Ins Paid", "Balance",
     "Denial Code", "Remark Code", "Last Worked", "Assigned To"],
    [["C1", "V1", "SUMMIT CARE", "01/05/2026", "01/08/2026", "150.00", "12.50-", "162.50",
      "PR204", "", "02/01/2026", "Toma"]],
    [
        {"claim_number": "C1", "encounter_number": "V1", "payer_name": "SUMMIT CARE",
         "service_on": day(1, 5), "submitted_on": day(1, 8), "billed_usd": D("150.00"),
         "insurance_paid_usd": D("-12.50"), "insurance_balance_usd": D("162.50"),
         "carc_code": "204", "group_code": "PR", "last_activity_on": day(2, 1)},
    ],
)  # fmt: skip
GENERIC_STATUS = Sample(
    ["claim_id", "payer_name", "payer_id", "service_date", "submitted_date", "status",
     "status_category", "status_code", "status_date", "payer_claim_number", "billed_amount"],
    [["A1", "NORTHWIND HEALTH", "NW01", "2026-01-05", "2026-01-08", "information_requested", "R",
      "294", "2026-01-20", "PC1", "150"]],
    [
        {"claim_number": "A1", "payer_name": "NORTHWIND HEALTH", "payer_identifier": "NW01",
         "service_on": day(1, 5), "submitted_on": day(1, 8), "status": "information_requested",
         "status_category_code": "R", "status_code": "294", "status_on": day(1, 20),
         "payer_claim_number": "PC1", "billed_usd": D("150.00")},
    ],
)  # fmt: skip
GENERIC_AR = Sample(
    ["claim_id", "frequency_code", "original_payer_claim_number", "service_date",
     "submitted_date", "last_activity_date", "payer_name", "cpt", "modifiers", "place_of_service",
     "units", "billed_amount", "expected_allowed", "insurance_balance", "rendering_npi",
     "billing_npi", "location", "auth_number", "owner", "next_action", "next_action_date"],
    [["A1", "7", "PC1", "2026-01-05", "2026-01-08", "2026-02-01", "NORTHWIND HEALTH", "90837",
      "95, GT", "10", "2", "300", "236.84", "300", "1999999984", "1999999992", "Main Street",
      "AU1", "Toma Case", "call Mina", "2026-02-09"]],
    [
        {"claim_number": "A1", "frequency_code": "7", "payer_claim_number": "PC1",
         "service_on": day(1, 5), "submitted_on": day(1, 8), "last_activity_on": day(2, 1),
         "payer_name": "NORTHWIND HEALTH", "procedure_code": "90837", "modifiers": "95:GT",
         "place_of_service": "10", "units": D("2.00"), "billed_usd": D("300.00"),
         "expected_allowed_usd": D("236.84"), "insurance_balance_usd": D("300.00"),
         "rendering_npi": "1999999984", "billing_npi": "1999999992",
         "location_name": "Main Street", "next_action_on": day(2, 9)},
    ],
)  # fmt: skip
GENERIC_REMITTANCE = Sample(
    ["claim_id", "payer_claim_number", "remit_date", "check_eft_number", "clp_status",
     "line_control_number", "cpt", "billed_amount", "paid_amount", "allowed_amount",
     "patient_responsibility", "cas_group", "carc", "cas_amount", "rarc"],
    [["A1", "PC1", "2026-01-30", "EFT9", "1", "L1", "90837", "150", "90", "100", "10", "CO", "45",
      "50", "N130"]],
    [
        {"claim_number": "A1", "payer_claim_number": "PC1", "remit_on": day(1, 30),
         "payment_reference": "EFT9", "claim_status_code": "1", "line_control_number": "L1",
         "procedure_code": "90837", "billed_usd": D("150.00"), "insurance_paid_usd": D("90.00"),
         "allowed_usd": D("100.00"), "patient_usd": D("10.00"), "group_code": "CO",
         "carc_code": "45", "adjusted_usd": D("50.00"), "rarc_codes": "N130"},
    ],
)  # fmt: skip

SAMPLES = {
    "simplepractice_claim_status": SIMPLE_STATUS,
    "simplepractice_remittance": SIMPLE_PAYMENTS,
    "simplepractice_claims_ar": SIMPLE_UNPAID,
    "simplepractice_appointment_status": SIMPLE_APPOINTMENTS,
    "simplepractice_aging_summary": SIMPLE_AGING,
    "therapynotes_billing_transactions": THERAPY_NOTES,
    "tebra_charges_export": TEBRA_CHARGES,
    "tebra_payments_export": TEBRA_PAYMENTS,
    "office_ally_claim_status": OFFICE_ALLY,
    "availity_claim_status": AVAILITY_STATUS,
    "availity_remittance": AVAILITY_REMITTANCE,
    "waystar_claim_status": WAYSTAR,
    "advancedmd_claims_ar": ADVANCED_MD,
    "generic_claim_status": GENERIC_STATUS,
    "generic_claims_ar": GENERIC_AR,
    "generic_remittance": GENERIC_REMITTANCE,
}
"""Profile to its list."""
