"""What a home and a practice may say about themselves; every setting is described here, once.

Takes parsed TOML. Refuses unknown keys, wrong types and contradictions inside one file; what spans
files (folder name, weekday of the home, deadline rules) is for `home`.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from pipeline.practice.at_rest_settings import AtRest, OwnAtRest
from pipeline.practice.delivery_settings import Delivery, Mail, Recipient
from pipeline.practice.engine_settings import Engine
from pipeline.practice.operator_settings import Operator
from pipeline.practice.roles import OwnerRole
from pipeline.practice.scrub_settings import Scrub
from pipeline.practice.section import Section, Strings, listed
from pipeline.practice.source_settings import RemoteSource, Sources

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)

KEY_PATTERN = r"^[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?$"
NPI_PATTERN = r"^[0-9]{10}$"


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        # ZoneInfo answers "America" (a folder of the database) with an OSError.
        problem = "is not a time zone of the tz database"
        raise ValueError(problem) from error
    return name


def _initials(text: str) -> str:
    # A worklist carries a name for months: initials are the least that still finds its owner.
    if not re.fullmatch(r"[A-Za-z]{1,5}", text):
        problem = "must be initials: one to five letters"
        raise ValueError(problem)
    return text.upper()


Initials = Annotated[str, AfterValidator(_initials)]
Npi = Annotated[str, Field(pattern=NPI_PATTERN)]
Days = Annotated[int, Field(ge=1, le=3650)]
Dates = Annotated[tuple[dt.date, ...], BeforeValidator(listed)]


class Identity(Section):
    """Who the practice is, and its calendar."""

    id: str = Field(
        pattern=KEY_PATTERN,
        description="Key of the practice in every table; also the name of this folder. "
        "Lower-case letters, digits, - and _. Never change it once files are loaded.",
    )
    name: str = Field(min_length=1, description="Name as printed on the packet.")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="America/New_York",
        description="Time zone of the practice, such as America/Chicago. Decides on which day a "
        "file was received and when Monday 06:00 is.",
    )
    week_starts_on: Weekday | None = Field(
        default=None,
        examples=["monday"],
        description="Weekday on which the covered seven days start. Left out, that of home.toml; "
        "it must agree with it, because the weekly run is shared.",
    )
    invented: bool = Field(
        default=False,
        description="true for a made-up practice: every page then says that its people do not "
        "exist.",
    )
    holidays: Dates = Field(
        default=(),
        description="Days on which nobody works, beside Saturdays and Sundays; dates to act by "
        "step over them. Example: [2026-12-25, 2027-01-01]",
    )


class Payer(Section):
    """A payer as this practice knows it, and the names and numbers it sends itself under."""

    id: str = Field(pattern=KEY_PATTERN, description="Key of the payer in every table.")
    name: str = Field(min_length=1, description="Name as printed on the packet.")
    identifiers: Strings = Field(
        default=(),
        description="Payer ids seen in files (NM109, N104, REF*2U). Compared first.",
    )
    names: Strings = Field(
        default=(),
        description="Further names seen in files; capitals, blanks and dots do not matter.",
    )
    deadline_rule: str = Field(
        default="default",
        description="Row of the table payer_deadlines that holds this payer's limits.",
    )
    untouched_days: Days | None = Field(
        default=None,
        examples=[21],
        description="Days without work after which an open claim is listed as untouched. Left "
        "out, that of [thresholds].",
    )
    is_per_diem: bool = Field(
        default=False,
        description="true where the contract pays one rate a day: a line paid nothing beside a "
        "paid sibling is then bundled, not denied.",
    )
    is_capitated: bool = Field(
        default=False,
        description="true where the payer pays by the member: CARC 24 is contractual, not denied.",
    )
    is_electronic: bool = Field(
        default=True, description="false for a payer that answers on paper only."
    )


class Clinician(Section):
    """A person who renders services, by NPI and initials; no name is kept."""

    npi: Npi = Field(description="The clinician's own NPI, ten digits.")
    initials: Initials = Field(description="Initials, one to five letters, as printed.")
    started_on: dt.date | None = Field(
        default=None,
        examples=[dt.date(2026, 1, 5)],
        description="First day of seeing patients here; shows denials of a clinician whose "
        "enrollment is still on its way.",
    )
    is_part2: bool = Field(
        default=False,
        description="true where 42 CFR Part 2 covers the work: codes, place and date are then "
        "withheld on everything but the billing role's own list.",
    )


class Location(Section):
    """A place of service with an NPI of its own."""

    id: str = Field(pattern=KEY_PATTERN, description="Key of the location in every table.")
    name: str = Field(min_length=1, description="Name as printed.")
    npi: Npi | None = Field(
        default=None,
        examples=["1000000012"],
        description="NPI sent as the service facility (NM1*77).",
    )
    is_part2: bool = Field(
        default=False, description="true where 42 CFR Part 2 covers the location."
    )


class Thresholds(Section):
    """Numbers of this practice that rules compare with."""

    untouched_days: Days = Field(
        default=21,
        description="Days without work after which an open claim is untouched; payers that "
        "answer electronically.",
    )
    untouched_days_on_paper: Days = Field(
        default=30, description="The same for payers that answer on paper."
    )
    hourly_rate_usd: Decimal = Field(
        default=Decimal("35.00"),
        ge=0,
        max_digits=7,
        decimal_places=2,
        description="Dollars an hour of billing work costs; expected recovery is weighed "
        "against it.",
    )

    @field_validator("hourly_rate_usd", mode="before")
    @classmethod
    def _whole_dollars(cls, value: object) -> object:
        return Decimal(value) if type(value) is int else value


class Kits(Section):
    """Kits that a week makes by itself; ``triage kit CLAIM`` makes one at any time."""

    weekly: Literal["none", "expiring", "fix_now"] = Field(
        default="none",
        description="For which claims of the day's lists the weekly run makes a kit: none, "
        "expiring (last day within 14 days), or fix_now (every listed denial whose last day has "
        "not passed).",
    )
    most: int = Field(
        default=40,
        ge=1,
        le=400,
        description="Claims at most, those with the nearest last day first: a kit is half an hour "
        "of somebody's work, and 40 are half a week of it.",
    )


class PracticeSettings(Section):
    """One ``practice.toml``."""

    practice: Identity
    sources: Sources = Sources()
    thresholds: Thresholds = Thresholds()
    kits: Kits = Kits()
    scrub: Scrub = Scrub()
    delivery: Delivery = Delivery()
    at_rest: OwnAtRest = OwnAtRest()
    owners: dict[OwnerRole, Initials] = Field(
        default={},
        description="Who holds each role, by initials. A role left out prints as the role.",
    )
    remote_sources: Annotated[tuple[RemoteSource, ...], BeforeValidator(listed)] = ()
    payers: Annotated[tuple[Payer, ...], BeforeValidator(listed)] = ()
    clinicians: Annotated[tuple[Clinician, ...], BeforeValidator(listed)] = ()
    locations: Annotated[tuple[Location, ...], BeforeValidator(listed)] = ()
    recipients: Annotated[tuple[Recipient, ...], BeforeValidator(listed)] = ()


class HomeSettings(Section):
    """One ``home.toml``."""

    week_starts_on: Weekday = Field(
        default="monday",
        description="Weekday on which the covered seven days start. The packet is issued at "
        "06:00 of that weekday, a week later. Change it only before the first file is loaded.",
    )
    secret_file: str = Field(
        default="secret.key",
        min_length=1,
        description="File that holds the key patients' tokens are made with; relative to this "
        "file. Keep a copy apart from the warehouse: with another key everybody becomes a new "
        "patient.",
    )
    delivery: Delivery = Delivery()
    operator: Operator = Operator()
    mail: Mail = Mail()
    at_rest: AtRest = AtRest()
    engine: Engine = Engine()
