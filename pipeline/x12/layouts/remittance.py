"""835 remittance advice: payment, claims, service lines, adjustments, provider adjustments.

A "group or policy number" (REF 1L) may be a group's or one person's; nothing in the file tells
which, so it is kept as a token only.
"""

from pipeline.x12.layouts.shape import (
    Kind,
    Layout,
    Loop,
    Repeat,
    Table,
    day,
    money,
    national_provider,
    private,
    procedure,
    repeated,
    text,
)

_LINE = ("claim", "service")

REMITTANCE = Layout(
    loops=(Loop("claim", "CLP", 2), Loop("service", "SVC", 3)),
    closes={"LX": 2, "PLB": 2},
    tables={
        "remittance_payments": Table(
            ("BPR",),
            {
                "handling_code": text(1),
                "payment_usd": money(2),
                "credit_debit_code": text(3),
                "payment_method_code": text(4),
                "paid_on": day(16),
            },
        ),
        "remittance_traces": Table(("TRN",), {"trace_number": text(2), "originator_id": text(3)}),
        "remittance_payers": Table(
            ("N1",),
            {"name": text(2), "id_qualifier": text(3), "identifier": text(4)},
            only=("PR",),
        ),
        "remittance_payees": Table(
            ("N1",),
            {"id_qualifier": text(3), "identifier": national_provider(4, qualifier=3)},
            only=("PE",),
        ),
        "remittance_claims": Table(
            ("CLP",),
            {
                "claim_number": text(1),
                "claim_status_code": text(2),
                "charge_usd": money(3),
                "paid_usd": money(4),
                "patient_usd": money(5),
                "filing_indicator_code": text(6),
                "payer_claim_number": text(7),
                "place_of_service": text(8),
                "frequency_code": text(9),
            },
        ),
        "remittance_services": Table(
            ("SVC",),
            {
                "procedure_qualifier": text(1, 1),
                **procedure(1),
                "charge_usd": money(2),
                "paid_usd": money(3),
                "revenue_code": text(4),
                "unit_count": text(5),
                "original_procedure_code": text(6, 2),
            },
            parents=("claim",),
        ),
        "remittance_adjustments": Table(
            ("CAS",),
            {
                "group_code": text(1),
                "carc_code": repeated(Kind.TEXT, 1),
                "adjusted_usd": repeated(Kind.MONEY, 2),
                "quantity": repeated(Kind.TEXT, 3),
            },
            parents=_LINE,
            repeat=Repeat(before=1, stride=3, most=6, ordinal="triplet"),
        ),
        "remittance_dates": Table(
            ("DTM",), {"qualifier": text(1), "date_on": day(2)}, parents=_LINE
        ),
        "remittance_references": Table(
            ("REF",),
            {"qualifier": text(1), "identifier": text(2)},
            parents=_LINE,
            only=("2U", "F8", "1K", "D9", "6R", "HPI"),
        ),
        "remittance_policies": Table(
            ("REF",),
            {"qualifier": text(1), "reference": private(2)},
            parents=_LINE,
            only=("1L",),
        ),
        "remittance_amounts": Table(
            ("AMT",), {"qualifier": text(1), "amount_usd": money(2)}, parents=_LINE
        ),
        "remittance_remarks": Table(
            ("LQ",), {"qualifier": text(1), "remark_code": text(2)}, parents=_LINE
        ),
        "remittance_outpatient": Table(
            ("MOA",),
            {f"remark_code_{number}": text(number + 2) for number in range(1, 6)},
            parents=("claim",),
        ),
        "remittance_inpatient": Table(
            ("MIA",),
            {
                "remark_code_1": text(5),
                **{f"remark_code_{number}": text(number + 18) for number in range(2, 6)},
            },
            parents=("claim",),
        ),
        "remittance_providers": Table(
            ("NM1",),
            {"id_qualifier": text(8), "npi": national_provider(9, qualifier=8)},
            parents=_LINE,
            only=("82",),
        ),
        "remittance_members": Table(
            ("NM1",),
            {"entity_code": text(1), "id_qualifier": text(8), "member_id": private(9)},
            parents=("claim",),
            only=("QC", "IL", "74"),
        ),
        "provider_adjustments": Table(
            ("PLB",),
            {
                "provider_identifier": text(1),
                "fiscal_on": day(2),
                "reason_code": repeated(Kind.TEXT, 1, 1),
                "reference": repeated(Kind.PRIVATE, 1, 2),
                "amount_usd": repeated(Kind.MONEY, 2),
            },
            repeat=Repeat(before=2, stride=2, most=6, ordinal="pair"),
        ),
    },
)
