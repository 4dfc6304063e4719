"""837 claims as the practice sent them, professional, institutional and dental.

An SBR inside a claim opens the loop of another payer of the same patient; outside one it names the
subscriber. The sets differ in their service segment only, so one layout reads them all. The place
of service is NM1 77; the 4010 guides (X096, X098) also call it FA. Of diagnoses only the place and
the code list are read, never the code.
"""

from pipeline.x12.layouts.shape import (
    Kind,
    Layout,
    Loop,
    Repeat,
    Table,
    day,
    first_day,
    last_day,
    money,
    national_provider,
    private,
    procedure,
    repeated,
    text,
)

_CLAIM = ("hierarchy", "claim")
_LINE = ("claim", "line")
_PLACE = ("claim", "line", "other")

# HI: diagnoses that a service may point at (ICD-10, ICD-9), and conditions of a stay. What else
# stands in the place of a code list could be a diagnosis.
_DIAGNOSES = ("ABK", "ABF", "BK", "BF")
_CONDITIONS = ("BG",)

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
            {
                "entity_type_code": text(2),
                "id_qualifier": text(8),
                "npi": national_provider(9, qualifier=8),
            },
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
                "unit_basis": text(3),
                "unit_count": text(4),
                "place_of_service": text(5),
                **{f"pointer_{number}": text(7, number) for number in range(1, 5)},
            },
            parents=_LINE,
        ),
        "submitted_institutional_services": Table(
            ("SV2",),
            {
                "revenue_code": text(1),
                **procedure(2),
                "charge_usd": money(3),
                "unit_basis": text(4),
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
                "entity_type_code": text(2),
                "id_qualifier": text(8),
                "npi": national_provider(9, qualifier=8),
            },
            parents=_PLACE,
            only=("82", "77", "FA", "71", "DN", "DK", "DQ"),
        ),
        "submitted_health_codes": Table(
            ("HI",),
            {
                "qualifier": repeated(Kind.TEXT, 1, 1, under=(*_DIAGNOSES, *_CONDITIONS)),
                "condition_code": repeated(Kind.TEXT, 1, 2, under=_CONDITIONS),
            },
            parents=("claim",),
            repeat=Repeat(before=0, stride=1, most=12, ordinal="position"),
        ),
        "submitted_authorizations": Table(
            ("REF",),
            {"qualifier": text(1), "reference": private(2)},
            parents=_PLACE,
            only=("G1", "9F"),
        ),
        "submitted_taxonomies": Table(
            ("PRV",),
            {"provider_code": text(1), "qualifier": text(2), "taxonomy_code": text(3)},
            parents=("hierarchy", "claim", "line", "other"),
        ),
        "submitted_amounts": Table(
            ("AMT",),
            {"qualifier": text(1), "amount_usd": money(2)},
            parents=_PLACE,
            only=("D", "EAF", "A8", "F5"),
        ),
        "submitted_adjustments": Table(
            ("CAS",),
            {
                "group_code": text(1),
                "carc_code": repeated(Kind.TEXT, 1),
                "adjusted_usd": repeated(Kind.MONEY, 2),
            },
            parents=_PLACE,
            repeat=Repeat(before=1, stride=3, most=6, ordinal="triplet"),
        ),
        "submitted_line_answers": Table(
            ("SVD",),
            {"payer_identifier": text(1), "paid_usd": money(2), "unit_count": text(5)},
            parents=_LINE,
        ),
        "submitted_answer_dates": Table(
            ("DTP",), {"answered_on": day(3)}, parents=_PLACE, only=("573",)
        ),
    },
)
