"""One practice: its settings and the folders it owns.

Takes validated settings. Refuses nothing: what is wrong was refused when the home was opened.
"""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.exports.profile import Profile
from pipeline.practice.adopted_edits import AdoptedEdit
from pipeline.practice.contracts import Contracts
from pipeline.practice.delivery_settings import Delivery, Destination
from pipeline.practice.logins import Place
from pipeline.practice.rule_overrides import RuleOverride
from pipeline.practice.settings import Clinician, Location, Payer, PracticeSettings
from pipeline.practice.source_settings import RemoteSource

PRACTICE_FILE = "practice.toml"
RULES_FOLDER = "rules"
PROFILES_FOLDER = "profiles"
CONTRACTS_FOLDER = "contracts"
REFERENCE_FOLDER = "reference"


@dataclass(frozen=True)
class Practice:
    """One practice of a home: its settings, and the folders it owns.

    Attributes:
        folder: ``<home>/practices/<practice_id>``.
        settings: Its ``practice.toml``.
        week_starts_on: ISO weekday (1 = Monday) on which the covered seven days start.
        home_delivery: Where the home sends packets of practices that name no folder of their own.
        rules: Its own rows over the project's tables of rules.
        profiles: Its own profiles of lists, before those that come with the program.
        contracts: What its payers agreed to pay, and whom they have on file.
        edits: Checks before sending that it adopted, changed or switched off.
    """

    folder: Path
    settings: PracticeSettings
    week_starts_on: int
    home_delivery: Delivery = field(default_factory=Delivery)
    rules: tuple[RuleOverride, ...] = ()
    profiles: tuple[Profile, ...] = ()
    contracts: Contracts = field(default_factory=Contracts)
    edits: tuple[AdoptedEdit, ...] = ()

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
    def reference_folder(self) -> Path:
        """Where the lists lie that its edits look things up in."""
        return self.folder / REFERENCE_FOLDER

    @property
    def outbound_folder(self) -> Path | None:
        """Where files appear that are about to be sent; None where settings name none."""
        named = self.settings.scrub.folder
        return self.folder / named if named else None

    @property
    def packets_folder(self) -> Path:
        """Where its packets are kept."""
        return self.folder / "packets"

    @property
    def worklists_folder(self) -> Path:
        """Where its worklists are kept."""
        return self.folder / "worklists"

    @property
    def kits_folder(self) -> Path:
        """Where its kits are kept."""
        return self.folder / "kits"

    @property
    def sources(self) -> tuple[RemoteSource, ...]:
        """Where its files come from: what ``urls`` names, else the inbox, and what has a login.

        A relative path starts at its own folder.
        """
        urls = self.settings.sources.urls or ("inbox",)
        plain = tuple(RemoteSource(url=url) for url in urls)
        return tuple(self._placed(source) for source in (*plain, *self.settings.remote_sources))

    @property
    def source_urls(self) -> tuple[str, ...]:
        """The URL or path of each source."""
        return tuple(source.url for source in self.sources)

    def _placed(self, source: RemoteSource) -> RemoteSource:
        if "://" in source.url:
            return source
        return source.model_copy(update={"url": str(self.folder / source.url)})

    @property
    def destination(self) -> Destination | None:
        """A further folder for its packets; None = none.

        Its own setting stands before that of the home, where each practice has a folder below. The
        login belongs to the folder: it is that of the same table.
        """
        own, shared = self.settings.delivery, self.home_delivery
        if own.folder:
            return _destination(own, own.folder, self.folder)
        if not shared.folder:
            return None
        below = f"{shared.folder.rstrip('/')}/{self.practice_id}"
        return _destination(shared, below, self.folder.parents[1])

    @property
    def delivered_to(self) -> str:
        """That folder as it may be printed, without a user; empty = none."""
        return self.destination.place.shown if self.destination else ""

    def untouched_days(self, payer: Payer) -> int:
        """Return after how many days without work a claim at ``payer`` is untouched."""
        thresholds = self.settings.thresholds
        if payer.untouched_days is not None:
            return payer.untouched_days
        if payer.is_electronic:
            return thresholds.untouched_days
        return thresholds.untouched_days_on_paper


def _destination(delivery: Delivery, url: str, folder: Path) -> Destination:
    placed = url if "://" in url else str(folder / url)
    return Destination(Place(url=placed, **delivery.login), folder, delivery.parts)
