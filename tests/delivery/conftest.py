"""A practice whose week was rendered, its readers, and a mail server for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.mailing import Postman
from pipeline.practice import Home, Practice, init_home
from pipeline.printing import print_packet, print_worklists, rendered_worklists
from pipeline.resources.mail import MailServer
from pipeline.resources.reaching import Reaching
from pipeline.resources.receipts import Receipt, Receipts
from reports.renderings import Renderings, WorklistRenderings, renderings
from tests.posting import ENVIRONMENT, PostOffice, post_office
from tests.reports.invented import weeks
from tests.reports.invented.worklists import worklists

WEEK, DAY = dt.date(2026, 11, 16), dt.date(2026, 11, 23)
MONDAY = dt.datetime(2026, 11, 23, 12, 5, tzinfo=dt.UTC)
LIST_PASSWORD = "correct horse battery"
SECRETS = ENVIRONMENT | {"LIST_PASSWORD": LIST_PASSWORD}
MANAGER, BILLER, BANK = "manager@larkspur.example", "biller@larkspur.example", "loans@bank.example"
READERS = f"""
[[recipients]]
address = "{MANAGER}"
roles = ["billing_manager"]

[[recipients]]
address = "{BANK}"
packet = "outside"
"""
WITH_LISTS = f"""
[[recipients]]
address = "{MANAGER}"
roles = ["billing_manager"]
lists = "encrypted"
list_password = {{ env = "LIST_PASSWORD" }}

[[recipients]]
address = "{BILLER}"
packet = "none"
roles = ["claims_biller"]
lists = "encrypted"
list_password = {{ env = "LIST_PASSWORD" }}
"""


@pytest.fixture(scope="session")
def packet_files() -> Renderings:
    return renderings(weeks.solo())


@pytest.fixture(scope="session")
def list_files() -> WorklistRenderings:
    (made,) = rendered_worklists([worklists()])
    return made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(tmp_path / "office") as office:
        yield office


@dataclass
class Desk:
    """A home whose packets are delivered by hand, with a clock and a sleep of its own."""

    path: Path
    office: PostOffice
    packet_files: Renderings
    list_files: WorklistRenderings
    now: dt.datetime = MONDAY
    secrets: dict[str, str] = field(default_factory=lambda: dict(SECRETS))
    slept: list[float] = field(default_factory=list)

    @property
    def home(self) -> Home:
        """The home, its settings read anew."""
        return Home.open(self.path)

    @property
    def practice(self) -> Practice:
        """Its practice."""
        return self.home.practice("larkspur")

    @property
    def receipts(self) -> Receipts:
        """Its receipts."""
        return Receipts.of(self.home)

    def postman(self) -> Postman:
        """Return a postman of this moment."""
        return self.postman_of(self.home)

    def postman_of(self, home: Home) -> Postman:
        """Return a postman of a home as it was read."""
        server = MailServer(home.settings.mail, home.path, self.secrets)
        return Postman(Receipts.of(home), server, lambda: self.now, self.slept.append)

    def readers(self, text: str) -> None:
        """Write who gets mail."""
        settings = self.practice.settings_file
        settings.write_text(settings.read_text().partition("\n[[recipients]]")[0] + text)

    def print_week(self, week: dt.date = WEEK) -> None:
        """Render the week's packet."""
        print_packet(self.practice, week, self.packet_files)

    def print_lists(self, day: dt.date = DAY) -> None:
        """Render the day's lists."""
        print_worklists(self.practice, day, self.list_files)

    def copy(self) -> Receipt | None:
        """Copy the week to the folder that settings name."""
        return self.postman().copy(self.practice, WEEK, DAY)

    @property
    def reaching(self) -> Reaching:
        """What it takes to reach a server, with the sleep of its own."""
        return Reaching(self.secrets, self.slept.append)

    def deliver_to(self, text: str, parts: str = "") -> None:
        """Name the practice's folder, with further lines of its table."""
        settings = self.practice.settings_file
        head, _, rest = settings.read_text().partition("\n[delivery]")
        tail = rest[rest.index("\n[owners]") :]
        parts = parts or 'parts = ["summary"]'
        settings.write_text(f"{head}\n[delivery]\n{text}\n{parts}\n{tail}")

    def to(self, address: str) -> list[bytes]:
        """Return the mails an address got."""
        return [raw for raw in self.office.taken if f"To: {address}".encode() in raw]

    def states(self) -> dict[tuple[str, str], list[str]]:
        """Return the states of all deliveries, by kind and reader."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in self.receipts.since(dt.date.min):
            found.setdefault((one.kind, one.to), []).append(one.state)
        return {whose: sorted(states) for whose, states in found.items()}


@pytest.fixture
def desk(
    tmp_path: Path,
    office: PostOffice,
    packet_files: Renderings,
    list_files: WorklistRenderings,
) -> Desk:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    text = (home.path / "home.toml").read_text().partition("[mail]")[0]
    (home.path / "home.toml").write_text(text + office.toml(operator="ops@billing.example"))
    desk = Desk(home.path, office, packet_files, list_files)
    desk.readers(READERS)
    return desk
