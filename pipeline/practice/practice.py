"""One practice: its settings and the folders it owns.

Takes validated settings. Refuses nothing: what is wrong was refused when the home was opened.
"""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.exports.profile import Profile
from pipeline.practice.contracts import Contracts
from pipeline.practice.rule_overrides import RuleOverride
from pipeline.practice.settings import Clinician, Location, Payer, PracticeSettings

PRACTICE_FILE = "practice.toml"
RULES_FOLDER = "rules"
PROFILES_FOLDER = "profiles"
CONTRACTS_FOLDER = "contracts"


@dataclass(frozen=True)
class Practice:
    """One practice of a home: its settings, and the folders it owns.

    Attributes:
        folder: ``<home>/practices/<practice_id>``.
        settings: Its ``practice.toml``.
        week_starts_on: ISO weekday (1 = Monday) on which the covered seven days start.
        rules: Its own rows over the project's tables of rules.
        profiles: Its own profiles of lists, before those that come with the program.
        contracts: What its payers agreed to pay, and whom they have on file.
    """

    folder: Path
    settings: PracticeSettings
    week_starts_on: int
    home_delivery_folder: Path | None = None
    rules: tuple[RuleOverride, ...] = ()
    profiles: tuple[Profile, ...] = ()
    contracts: Contracts = field(default_factory=Contracts)

    @property
    def practice_id(self) -> str:
        """The key of the practice in every table."""
        return self.settings.practice.id

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.settings.practice.name

    @property
    def time_zone(self) -> str:
        """The name of its time zone in the tz database."""
        return self.settings.practice.time_zone

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.settings.practice.time_zone)

    @property
    def invented(self) -> bool:
        """Whether the practice and its people are made up."""
        return self.settings.practice.invented

    @property
    def payers(self) -> tuple[Payer, ...]:
        """The payers it knows."""
        return self.settings.payers

    @property
    def clinicians(self) -> tuple[Clinician, ...]:
        """The people who render services."""
        return self.settings.clinicians

    @property
    def locations(self) -> tuple[Location, ...]:
        """The places of service with an NPI of their own."""
        return self.settings.locations

    @property
    def settings_file(self) -> Path:
        """Its ``practice.toml``."""
        return self.folder / PRACTICE_FILE

    @property
    def inbox(self) -> Path:
        """The default source."""
        return self.folder / "inbox"

    @property
    def rules_folder(self) -> Path:
        """Where its own rules lie, a CSV file a table."""
        return self.folder / RULES_FOLDER

    @property
    def contracts_folder(self) -> Path:
        """Where its fee schedule and its roster lie."""
        return self.folder / CONTRACTS_FOLDER

    @property
    def packets_folder(self) -> Path:
        """Where its packets are kept."""
        return self.folder / "packets"

    @property
    def worklists_folder(self) -> Path:
        """Where its worklists are kept."""
        return self.folder / "worklists"

    @property
    def source_urls(self) -> tuple[str, ...]:
        """Where its files come from; a relative path starts at its own folder."""
        urls = self.settings.sources.urls or (str(self.inbox),)
        return tuple(url if "://" in url else str(self.folder / url) for url in urls)

    @property
    def delivery_folder(self) -> Path | None:
        """A further folder for its packets; its own setting before that of the home."""
        own = self.settings.delivery.folder
        return self.folder / own if own else self.home_delivery_folder

    def untouched_days(self, payer: Payer) -> int:
        """Return after how many days without work a claim at ``payer`` is untouched."""
        thresholds = self.settings.thresholds
        if payer.untouched_days is not None:
            return payer.untouched_days
        if payer.is_electronic:
            return thresholds.untouched_days
        return thresholds.untouched_days_on_paper
