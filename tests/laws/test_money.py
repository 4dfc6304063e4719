"""Money in the facts is the money in the files, to the cent, each transaction set once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, Delivery, deliveries_of, query, settings_of
from tests.laws.conftest import AS_OF_ON, Invented
from tests.laws.reenveloping import interchanges

pytestmark = pytest.mark.slow
NAMES = ("charge", "paid", "adjusted", "take_back", "submitted")
FACTS = """
select (select sum(charge_usd) from facts.fct_adjudications),
       (select sum(paid_usd) from facts.fct_adjudications),
       (select sum(adjusted_usd) from facts.fct_adjustments),
       (select coalesce(sum(amount_usd), 0) from facts.fct_take_backs),
       (select sum(charge_usd) from facts.fct_submissions)
"""


def sets_of(content: bytes) -> Iterator[tuple[bytes, ...]]:
    """Yield the segments of each ST..SE, without its control numbers, in one set of delimiters."""
    for interchange in interchanges(content):
        element, component = interchange[3:4], interchange[104:105]
        terminator = interchange[105:106]
        body: list[bytes] = []
        for raw in interchange.split(terminator):
            segment = raw.strip().replace(element, b"\x1d").replace(component, b"\x1e")
            if segment.startswith(b"ST\x1d"):
                body = [segment.split(b"\x1d")[1]]
            elif segment.startswith(b"SE\x1d"):
                yield tuple(body)
            elif body:
                body.append(segment)


def money_in(deliveries: list[Delivery]) -> dict[str, Decimal]:
    """Add up the distinct sets of some files with nothing but string splitting."""
    found: dict[str, Decimal] = dict.fromkeys(NAMES, Decimal(0))
    for segments in {one for each in deliveries for one in sets_of(each.content)}:
        if segments[0] not in (b"835", b"837"):
            continue
        for segment in segments[1:]:
            elements = [element.decode() for element in segment.split(b"\x1d")]
            # A claim to a second payer repeats the first one's adjustments: told, not decided.
            if (segments[0], elements[0]) != (b"837", "CAS"):
                _add(found, elements)
    return found


def _add(found: dict[str, Decimal], elements: list[str]) -> None:
    match elements[0]:
        case "CLP":
            found["charge"] += Decimal(elements[3])
            found["paid"] += Decimal(elements[4])
        case "CAS":
            found["adjusted"] += sum(Decimal(each) for each in elements[3::3] if each)
        case "PLB":
            found["take_back"] += sum(Decimal(each) for each in elements[4::2] if each)
        case "CLM":
            found["submitted"] += Decimal(elements[2])


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(100, 10_000))
def test_facts_hold_the_money_of_the_files(
    seed: int, builder: Builder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    season = Season(seed=seed, as_of_on=AS_OF_ON, weeks=8, size=0.2)
    folder = tmp_path_factory.mktemp("money")
    report = write_season(folder / "files", season)
    deliveries = deliveries_of(report)
    toml = {season.practice_id: settings_of(report)}

    home = builder.built(folder / "home", toml, {season.practice_id: deliveries}, season.as_of_on)

    assert dict(zip(NAMES, query(home, FACTS)[0], strict=True)) == money_in(deliveries)


def test_rollups_hold_the_money_of_the_denials(invented: Invented) -> None:
    by_category, by_reason, by_fact = query(
        invented.home,
        """
        select (select sum(denied_usd) from rollups.rlp_category_week),
               (select sum(denied_usd) from rollups.rlp_reason_week),
               (select sum(denials.denied_usd) from facts.fct_denials as denials
                inner join facts.dim_packet_weeks as weeks
                    on denials.opened_on >= weeks.packet_week
                    and denials.opened_on < weeks.covers_until
                where not denials.is_noise
                and not (
                    coalesce(denials.close_reason, '') = 'replaced_by_remittance'
                    and denials.closed_on < weeks.covers_until
                ))
        """,
    )[0]
    assert by_category == by_fact
    assert by_reason == by_fact


def test_a_lost_adjustment_breaks_the_law(
    builder: Builder, invented: Invented, tmp_path: Path
) -> None:
    shutil.copytree(invented.home.path, tmp_path / "home")
    home = type(invented.home).open(tmp_path / "home")
    with duckdb.connect(str(home.working_file)) as connection:
        connection.execute(
            "delete from raw.remittance_adjustments where adjusted_usd > 0 and rowid in "
            "(select max(rowid) from raw.remittance_adjustments where adjusted_usd > 0)"
        )
    builder.transform(home)

    told = dict(zip(NAMES, query(home, FACTS)[0], strict=True))
    assert told["adjusted"] < money_in(invented.deliveries)["adjusted"]
