"""Law of money, on paper: what the PDF of a week prints is what the rollups hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.packing import pack
from pipeline.practice import Home
from pipeline.resources.warehouse import Warehouse
from pipeline.synthetic import Season
from pipeline.synthetic.season import LastWeek
from reports.packet import Packet
from reports.render import render_summary
from reports.sentences import what_changed, what_is_stuck, what_next
from tests.laws.building import Builder
from tests.laws.on_paper import AS_OF_ON, Paper, home_of
from tests.laws.pages import differing
from tests.laws.week_asked import Week

pytestmark = pytest.mark.slow

SIZES = (0.06, 0.1, 0.15, 0.25, 0.25, 0.4, 0.4, 0.6, 0.5, 0.8)
LAST_WEEKS = {2: LastWeek.QUIET, 4: LastWeek.MISSING_FEED, 8: LastWeek.MISSING_FEED}
PACKET_WEEK = dt.date(2026, 2, 23)
SEEDS = range(1, 11)
FIGURE = re.compile(r"(?<![\w,.-])\d[\d,]*(?![\w%.])")
PRINTED = "0123456789)ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How a line with figures ends: in one, in a bracket around it, or in somebody's initials."""


@dataclass(frozen=True)
class Printed:
    """One practice's last week: what was packed, what the paper says, what may be asked."""

    packet: Packet
    paper: Paper
    week: Week


@pytest.fixture(scope="module")
def home(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Home:
    seasons = [
        Season(
            seed=seed, as_of_on=AS_OF_ON, weeks=13, size=size, practice_id=f"seed-{seed}",
            name=f"Practice {seed}", last_week=LAST_WEEKS.get(seed, LastWeek.USUAL),
        )
        for seed, size in zip(SEEDS, SIZES, strict=True)
    ]  # fmt: skip
    return home_of(builder, tmp_path_factory.mktemp("pages"), seasons)


@pytest.fixture(params=SEEDS, ids="seed-{}".format)
def printed(request: pytest.FixtureRequest, home: Home, tmp_path: Path) -> Printed:
    practice_id = f"seed-{request.param}"
    with Warehouse(home).reading() as connection:
        packet = pack(connection, practice_id, PACKET_WEEK)
    pdf = tmp_path / "summary.pdf"
    pdf.write_bytes(render_summary(packet))
    return Printed(packet, Paper.read(pdf), Week(home, practice_id, PACKET_WEEK))


def test_every_headline_row_bucket_and_total_is_found_again_by_sql(printed: Printed) -> None:
    assert differing(printed.paper, printed.week) == []


def test_every_fact_of_the_sentences_is_found_again_by_sql(printed: Printed) -> None:
    week = printed.week
    claims, dollars = week.untouched()
    expire, likely = week.expiring()
    asked = {
        "claims denied": f"{week.denied[0]:,}",
        "claims untouched": f"{claims:,}",
        "dollars untouched": f"${dollars:,}",
        "claims that expire": f"{expire:,}",
        "likely back of them": f"${likely:,}",
    }
    told = [what_changed(printed.packet), what_is_stuck(printed.packet), what_next(printed.packet)]
    facts = [one for sentence in told for one in sentence.evidence if one.fact in asked]
    assert facts or printed.packet.is_quiet or printed.packet.coverage.missing
    for one in facts:
        assert one.printed == asked[one.fact], one.fact
        assert printed.paper.says(one.printed)


def test_weeks_of_every_kind_are_among_them(home: Home) -> None:
    with Warehouse(home).reading() as connection:
        packets = [pack(connection, f"seed-{seed}", PACKET_WEEK) for seed in SEEDS]
    assert {packet.size for packet in packets} >= {"solo", "group"}
    assert any(packet.coverage.missing for packet in packets)
    assert any(packet.expiring for packet in packets)
    assert any(packet.causes for packet in packets)


def wrong_by_one(lines: tuple[str, ...], at: int) -> Iterator[tuple[str, ...]]:
    """The page with one figure of a line too high, figure by figure."""
    for figure in FIGURE.finditer(lines[at]):
        number = int(figure[0].replace(",", "")) + 1
        line = f"{lines[at][: figure.start()]}{number:,}{lines[at][figure.end() :]}"
        yield (*lines[:at], line, *lines[at + 1 :])


@pytest.mark.parametrize(
    ("section", "start", "least"),
    [
        ("Top denial reasons, last 7 days", "All denials this week", 3),
        ("Top denial reasons, last 7 days", "1 ", 2),
        ("Bucket A: fix now", "1 ", 4),
        ("Beside the denials", "Rejected before", 1),
        ("Beside the denials", "Waiting on", 1),
        ("Beside the denials", "Take-backs", 1),
    ],
)
def test_a_figure_wrong_by_one_is_noticed(
    section: str, start: str, least: int, home: Home, tmp_path: Path
) -> None:
    with Warehouse(home).reading() as connection:
        packet = pack(connection, "seed-10", PACKET_WEEK)
    pdf = tmp_path / "summary.pdf"
    pdf.write_bytes(render_summary(packet))
    paper, week = Paper.read(pdf), Week(home, "seed-10", PACKET_WEEK)
    key = next(one for one, lines in paper.pages.items() if section in lines)
    lines = paper.pages[key]
    at = next(n for n, line in enumerate(lines) if line.startswith(start) and line[-1] in PRINTED)
    wrong = [replace(paper, pages={**paper.pages, key: page}) for page in wrong_by_one(lines, at)]
    # a rank and the number in a code are no figures of the week
    assert sum(bool(differing(each, week)) for each in wrong) >= least
