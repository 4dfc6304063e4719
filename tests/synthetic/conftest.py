"""A season on disk and a reader of its files that knows nothing of how they were written."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.synthetic import LastWeek, Season, SeasonReport, write_season

AS_OF_ON = date(2026, 11, 25)
SIZE = 0.5

Rows = list[dict[str, str]]


@dataclass
class TransactionSet:
    """One ST to SE, split into elements."""

    file_name: str
    sender: str
    code: str
    segments: list[list[str]]
    component: str


@dataclass
class Written:
    """A season, what it wrote, and both read back."""

    season: Season
    report: SeasonReport
    truth: dict[str, Rows] = field(default_factory=dict)
    sets: list[TransactionSet] = field(default_factory=list)
    received_on: dict[str, date] = field(default_factory=dict)

    def of(self, code: str) -> list[TransactionSet]:
        """Sets of one kind, each once however often it was delivered."""
        once = {
            (each.sender, repr(each.segments[1:-1])): each
            for each in self.sets
            if each.code == code
        }
        return list(once.values())


def interchanges(text: str) -> Iterator[tuple[str, list[list[str]], str]]:
    """Yield component mark, segments and sender of each interchange of a file."""
    rest = text
    while rest.strip():
        rest = rest.lstrip("\r\n")
        element, component, terminator = rest[3], rest[104], rest[105]
        end = rest.index(f"{terminator}", rest.index("IEA" + element)) + 1
        yield (
            component,
            [part.strip("\r\n").split(element) for part in rest[: end - 1].split(terminator)],
            rest[35:50].strip(),
        )
        rest = rest[end:]


def transaction_sets(name: str, text: str) -> Iterator[TransactionSet]:
    """Yield the sets of a file, each from ST to SE."""
    for component, segments, sender in interchanges(text):
        begin = 0
        for place, segment in enumerate(segments):
            if segment[0] == "ST":
                begin = place
            if segment[0] == "SE":
                body = segments[begin : place + 1]
                yield TransactionSet(name, sender, body[0][1], body, component)


def money(text: str) -> Decimal:
    return Decimal(text or "0")


def read_back(season: Season, folder: Path) -> Written:
    """Write a season and read its truth."""
    written = Written(season, write_season(folder, season))
    for path in sorted(written.report.truth_folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            written.truth[path.stem.removeprefix("truth_")] = list(csv.DictReader(file))
    with written.report.received_csv.open(encoding="utf-8", newline="") as file:
        written.received_on = {
            row["path"].removeprefix("inbox/"): date.fromisoformat(row["received_on"])
            for row in csv.DictReader(file)
        }
    return written


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    season = Season(seed=7, as_of_on=AS_OF_ON, size=SIZE)
    written = read_back(season, tmp_path_factory.mktemp("season"))
    for path in sorted(written.report.inbox.iterdir()):
        # newline="" keeps what a sender ends its lines with.
        with path.open(encoding="ascii", newline="") as file:
            written.sets.extend(transaction_sets(path.name, file.read()))
    return written


@pytest.fixture(scope="session")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Written:
    season = Season(seed=7, as_of_on=AS_OF_ON, size=SIZE, last_week=LastWeek.QUIET)
    return read_back(season, tmp_path_factory.mktemp("quiet"))


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Written:
    season = Season(seed=7, as_of_on=AS_OF_ON, size=SIZE, last_week=LastWeek.MISSING_FEED)
    return read_back(season, tmp_path_factory.mktemp("bad"))


@dataclass
class RemitClaim:
    """One CLP with its lines, as the files say it."""

    payer_id: str
    clp: list[str]
    adjusted: Decimal = Decimal(0)
    adjustments: list[tuple[str, str, Decimal]] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    line_adjusted: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def is_balanced(self) -> bool:
        """Whether charge less every adjustment is the payment."""
        return money(self.clp[3]) - self.adjusted == money(self.clp[4])


def remit_claims(remit: TransactionSet) -> list[RemitClaim]:
    """Read the claims of one 835."""
    claims: list[RemitClaim] = []
    for segment in remit.segments:
        if segment[0] == "CLP":
            claims.append(RemitClaim(remit.sender, segment))
        elif segment[0] == "SVC":
            claims[-1].lines.append(segment)
        elif segment[0] == "CAS":
            claim = claims[-1]
            for place in range(2, len(segment), 3):
                amount = money(segment[place + 1])
                claim.adjusted += amount
                claim.adjustments.append((segment[1], segment[place], amount))
                claim.line_adjusted[len(claim.lines)] += amount
    return claims


@pytest.fixture(scope="session")
def remits(written: Written) -> list[tuple[TransactionSet, list[RemitClaim]]]:
    """Every 835 of the season and its claims."""
    return [(each, remit_claims(each)) for each in written.of("835")]
