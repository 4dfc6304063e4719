"""277CA claim acknowledgement and 277 claim status: who says what about which claim or line.

TRN02 is the claim number (CLM01) in a 277CA (X214) only. In a 277 it is the number of the inquiry
(X212) or the payer's own (X228), and the claim number is the reference EJ. The 4010 guide (X093)
dates a claim by 232 where 5010 says 472; 106 is the day by which asked-for records are due.
"""

from pipeline.x12.layouts.shape import (
    Layout,
    Loop,
    Table,
    day,
    first_day,
    last_day,
    money,
    private,
    text,
)

PATIENT_LEVELS = ("22", "23", "PT")
"""HL03 of the levels that are about a patient's claim; those above are about a whole batch."""

_HERE = ("hierarchy", "trace", "service")

CLAIM_STATUS = Layout(
    loops=(Loop("hierarchy", "HL", 2), Loop("trace", "TRN", 3), Loop("service", "SVC", 4)),
    tables={
        "status_headers": Table(
            ("BHT",), {"purpose_code": text(2), "created_on": day(4), "type_code": text(6)}
        ),
        "status_hierarchy": Table(
            ("HL",), {"hierarchy_id": text(1), "parent_id": text(2), "level_code": text(3)}
        ),
        "status_payers": Table(
            ("NM1",),
            {
                "entity_code": text(1),
                "entity_type_code": text(2),
                "name": text(3),
                "id_qualifier": text(8),
                "identifier": text(9),
            },
            parents=("hierarchy",),
            only=("PR", "AY"),
        ),
        "status_traces": Table(
            ("TRN",),
            {"trace_type_code": text(1), "claim_number": text(2)},
            parents=("hierarchy",),
        ),
        "status_events": Table(
            ("STC",),
            {
                "category_code": text(1, 1),
                "status_code": text(1, 2),
                "entity_code": text(1, 3),
                "status_on": day(2),
                "action_code": text(3),
                "charge_usd": money(4),
                "paid_usd": money(5),
                "category_code_2": text(10, 1),
                "status_code_2": text(10, 2),
                "entity_code_2": text(10, 3),
                "category_code_3": text(11, 1),
                "status_code_3": text(11, 2),
                "entity_code_3": text(11, 3),
            },
            parents=_HERE,
        ),
        "status_references": Table(
            ("REF",),
            {"qualifier": text(1), "identifier": text(2)},
            parents=_HERE,
            only=("1K", "D9", "EJ", "FJ", "BLT"),
        ),
        "status_dates": Table(
            ("DTP",),
            {"qualifier": text(1), "from_on": first_day(3), "to_on": last_day(3)},
            parents=_HERE,
            only=("106", "232", "472"),
        ),
        "status_services": Table(
            ("SVC",),
            {
                "procedure_code": text(1, 2),
                "modifier_1": text(1, 3),
                "charge_usd": money(2),
                "paid_usd": money(3),
            },
            parents=("hierarchy", "trace"),
        ),
        "status_members": Table(
            ("NM1",),
            {"entity_code": text(1), "id_qualifier": text(8), "member_id": private(9)},
            parents=("hierarchy",),
            only=("QC", "IL"),
        ),
    },
)
