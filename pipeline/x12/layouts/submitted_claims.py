"""837 claims as the practice sent them, professional, institutional and dental.

An SBR inside a claim opens the loop of another payer of the same patient; outside one it names the
subscriber. The sets differ in their service segment only, so one layout reads them all. The place
of service is NM1 77; the 4010 guides (X096, X098) also call it FA.
"""

from pipeline.x12.layouts.shape import (
    Layout,
    Loop,
    Table,
    day,
    first_day,
    last_day,
    money,
    national_provider,
    private,
    procedure,
    text,
)

_CLAIM = ("hierarchy", "claim")
_LINE = ("claim", "line")
_PLACE = ("claim", "line", "other")


SUBMITTED_CLAIMS = Layout(
    loops=(
        Loop("hierarchy", "HL", 2),
        Loop("claim", "CLM", 3),
        Loop("other", "SBR", 4, inside="claim"),
        Loop("line", "LX", 4),
    ),
    tables={
        "submitted_headers": Table(
            ("BHT",),
            {"purpose_code": text(2), "created_on": day(4), "claim_type_code": text(6)},
        ),
        "submitted_hierarchy": Table(
            ("HL",), {"hierarchy_id": text(1), "parent_id": text(2), "level_code": text(3)}
        ),
        "submitted_billing": Table(
            ("NM1",),
            {"id_qualifier": text(8), "npi": national_provider(9, qualifier=8)},
            parents=_CLAIM,
            only=("85",),
        ),
        "submitted_subscribers": Table(
            ("SBR",),
            {"responsibility_code": text(1), "relationship_code": text(2), "filing_code": text(9)},
            parents=_CLAIM,
        ),
        "submitted_members": Table(
            ("NM1",),
            {
                "entity_code": text(1),
                "id_qualifier": text(8),
                "member_id": private(9),
                "first_name": private(4),
            },
            parents=_CLAIM,
            only=("IL", "QC"),
        ),
        "submitted_demographics": Table(("DMG",), {"birth_date": private(2)}, parents=_CLAIM),
        "submitted_payers": Table(
            ("NM1",),
            {
                "entity_type_code": text(2),
                "name": text(3),
                "id_qualifier": text(8),
                "identifier": text(9),
            },
            parents=("hierarchy", "claim", "other"),
            only=("PR",),
        ),
        "submitted_claims": Table(
            ("CLM",),
            {
                "claim_number": text(1),
                "charge_usd": money(2),
                "place_of_service": text(5, 1),
                "facility_qualifier": text(5, 2),
                "frequency_code": text(5, 3),
            },
            parents=("hierarchy",),
        ),
        "submitted_services": Table(
            ("SV1",),
            {
                "procedure_qualifier": text(1, 1),
                **procedure(1),
                "charge_usd": money(2),
                "unit_count": text(4),
                "place_of_service": text(5),
            },
            parents=_LINE,
        ),
        "submitted_institutional_services": Table(
            ("SV2",),
            {
                "revenue_code": text(1),
                **procedure(2),
                "charge_usd": money(3),
                "unit_count": text(5),
            },
            parents=_LINE,
        ),
        "submitted_dental_services": Table(
            ("SV3",),
            {
                "procedure_qualifier": text(1, 1),
                **procedure(1),
                "charge_usd": money(2),
                "place_of_service": text(3),
                "unit_count": text(6),
            },
            parents=_LINE,
        ),
        "submitted_lines": Table(("LX",), {"line_number": text(1)}, parents=("claim",)),
        "submitted_dates": Table(
            ("DTP",),
            {"qualifier": text(1), "from_on": first_day(3), "to_on": last_day(3)},
            parents=_LINE,
            only=("472", "434"),
        ),
        "submitted_references": Table(
            ("REF",),
            {"qualifier": text(1), "identifier": text(2)},
            parents=_PLACE,
            only=("F8", "6R", "D9", "1K"),
        ),
        "submitted_providers": Table(
            ("NM1",),
            {
                "entity_code": text(1),
                "id_qualifier": text(8),
                "npi": national_provider(9, qualifier=8),
            },
            parents=_PLACE,
            only=("82", "77", "FA"),
        ),
    },
)
