"""The invented practice's own ``practice.toml``, its rules of deadlines, its fees and its roster.

Takes a season. Writes only what a practice would know: keys, names, numbers, initials.
"""

import json
from collections.abc import Iterator
from datetime import date

from pipeline.synthetic.agreements import STATE, enrollments_of, fees_of
from pipeline.synthetic.office import Clinician, Location, office_of
from pipeline.synthetic.payers import Payer
from pipeline.synthetic.season import Season
from pipeline.synthetic.truth_cells import dollars, iso

TIME_ZONE = "America/New_York"
"""Where every invented practice is; its days end at its own midnight."""

Value = str | int | bool | date | list[str] | list[date]


def practice_toml(season: Season) -> str:
    """Return the settings of a season's practice as TOML."""
    office = office_of(season)
    practice: dict[str, Value] = {
        "id": office.practice_id,
        "name": office.name,
        "time_zone": TIME_ZONE,
        "week_starts_on": "monday",
        "invented": True,
    }
    if season.holidays:
        practice["holidays"] = list(season.holidays)
    lines = ["# An invented practice: nobody in it exists. Written with its files."]
    lines += _table("[practice]", practice)
    lines += _table("[owners]", dict(office.owners.items()))
    for payer in office.payers.values():
        lines += _table("[[payers]]", _payer(payer))
    for clinician in office.clinicians:
        lines += _table("[[clinicians]]", _clinician(clinician))
    for location in office.locations.values():
        lines += _table("[[locations]]", _location(location))
    return "\n".join(lines) + "\n"


def deadline_rules(season: Season) -> str:
    """Return the contracts of a season's practice as rows of its own rules."""
    rows = [
        "deadline_rule_id,label,filing_days,filing_clock,corrected_days,dispute_days,"
        "dispute_clock,decided_on,reason"
    ]
    payers = office_of(season).payers
    for payer_id, limits in season.contracts:
        rows.append(
            f"{payers[payer_id].deadline_rule},{payers[payer_id].name},{limits.filing_days},"
            f"service_on,{limits.corrected_days},{limits.dispute_days},remit_on,"
            f"{season.first_on},the contract says so"
        )
    return "\n".join(rows) + "\n"


def fee_schedule(season: Season) -> str:
    """Return what contracts of a season's practice allow, as rows of its own file."""
    rows = ["payer_id,procedure_code,modifiers,allowed_usd,per,from_on,through_on"]
    rows += (
        f"{fee.payer_id},{fee.procedure},{':'.join(fee.modifiers)},{dollars(fee.cents)},unit,"
        f"{iso(fee.from_on)},{iso(fee.through_on)}"
        for fee in fees_of(season, office_of(season))
    )
    return "\n".join(rows) + "\n"


def roster(season: Season) -> str:
    """Return whom the payers of a season's practice have on file, as rows of its own file."""
    rows = ["npi,location_id,payer_id,state,from_on,through_on"]
    for each in enrollments_of(season, office_of(season)):
        who = f"{each.entity_id}," if each.kind == "clinician" else f",{each.entity_id}"
        days = f"{iso(each.from_on)},{iso(each.through_on)}"
        rows.append(f"{who},{each.payer_id},{STATE},{days}")
    return "\n".join(rows) + "\n"


def _payer(payer: Payer) -> dict[str, Value]:
    identifiers = {payer.claim_identifier, payer.remit_identifier, payer.tax_number} - {""}
    table: dict[str, Value] = {
        "id": payer.payer_id,
        "name": payer.name,
        "identifiers": sorted(identifiers),
        "deadline_rule": payer.deadline_rule,
    }
    if payer.is_per_diem:
        table["is_per_diem"] = True
    if payer.is_on_paper:
        table["is_electronic"] = False
    if payer.own_patience is not None:
        table["untouched_days"] = payer.own_patience
    if payer.name.upper() != payer.remit_name:
        table["names"] = [payer.remit_name]
    return table


def _clinician(clinician: Clinician) -> dict[str, Value]:
    return {
        "npi": clinician.npi,
        "initials": clinician.initials,
        "started_on": clinician.started_on,
        "is_part2": clinician.is_part2,
    }


def _location(location: Location) -> dict[str, Value]:
    return {
        "id": location.location_id,
        "name": location.name,
        "npi": location.npi,
        "is_part2": location.is_part2,
    }


def _table(header: str, values: dict[str, Value]) -> Iterator[str]:
    yield ""
    yield header
    for key, value in values.items():
        yield f"{key} = {_written(value)}"


def _written(value: Value) -> str:
    """Write a value; TOML knows dates, which stand without quotation marks."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_written(each) for each in value)}]"
    return json.dumps(value)
