"""What the demo practice's newest causes are: the packet names them, where they are and since when.

A story of the first 14 weeks has no weeks before it to be held against.
"""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.commands.demo import SEED
from pipeline.practice import Home
from pipeline.synthetic import Season, write_season
from pipeline.synthetic.office import office_of
from pipeline.synthetic.stories import (
    AUTHORIZATION,
    NEW_CLINICIAN,
    NEWEST_CLINICIAN,
    STORIES,
    Story,
)
from tests.laws.building import Builder, deliveries_of, query, settings_of

pytestmark = pytest.mark.slow

DEMO = Season(seed=SEED, as_of_on=dt.date(2026, 11, 30), weeks=26)
FIRST_WEEK = 14
# A payer answers some weeks after a visit, and a first claim or two does not stand out.
WEEKS_UNTIL_KNOWN = 3


@pytest.fixture(scope="module")
def demo(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("demo")
    report = write_season(folder / "files", DEMO)
    practice_id = DEMO.practice_id
    return builder.built(
        folder / "home",
        {practice_id: settings_of(report)},
        {practice_id: deliveries_of(report)},
        DEMO.as_of_on,
    )


def last_named(home: Home, category: str) -> list[tuple[object, ...]]:
    """Return payer, procedure, clinician and first week of the lasting causes of the last week."""
    return query(
        home,
        "select payer_id, procedure_code, rendering_npi, since_on from rollups.rlp_cause_week "
        "where packet_week = ? and category = ? and kind = 'lasting'",
        [DEMO.horizon_on - dt.timedelta(weeks=1), category],
    )


def is_soon_after(since_on: object, began_on: dt.date) -> bool:
    assert isinstance(since_on, dt.date)
    return began_on <= since_on <= began_on + dt.timedelta(weeks=WEEKS_UNTIL_KNOWN)


def test_these_are_the_stories_that_begin_after_week_14() -> None:
    late = [story for story in STORIES if DEMO.week_at(story.share_at) > FIRST_WEEK]
    assert late == [NEW_CLINICIAN, AUTHORIZATION]


def test_the_payer_that_asks_for_authorizations_is_named_with_its_service(demo: Home) -> None:
    ((payer, procedure, _, since_on),) = last_named(demo, AUTHORIZATION.cause.category)
    assert (payer, procedure) == ("cedar", "90837")
    assert is_soon_after(since_on, AUTHORIZATION.since_on(DEMO))


def test_the_clinician_who_is_not_linked_is_named_in_the_warehouse(demo: Home) -> None:
    ((_, _, npi, since_on),) = last_named(demo, NEW_CLINICIAN.cause.category)
    (newest,) = (one for one in office_of(DEMO).clinicians if one.last == NEWEST_CLINICIAN)
    assert npi == newest.npi
    assert is_soon_after(since_on, NEW_CLINICIAN.since_on(DEMO))


@pytest.mark.parametrize(
    ("story", "reason", "place"),
    [
        (AUTHORIZATION, "No authorization on file", "Cedar Valley Health Plan, procedure 90837"),
        # no page names a clinician
        (NEW_CLINICIAN, "Clinician not linked: NPI missing or wrong", "one clinician"),
    ],
)
def test_the_page_of_causes_says_so(demo: Home, story: Story, reason: str, place: str) -> None:
    ((kind, since_on, told),) = query(
        demo,
        "select causes.kind, causes.since_on, places.found_where from packet.pkt_causes as causes "
        "inner join packet.pkt_cause_places as places using (practice_id, packet_week, reason_id) "
        "where packet_week = ? and reason_label = ?",
        [DEMO.horizon_on - dt.timedelta(weeks=1), reason],
    )
    assert (kind, told) == ("lasting", place)
    assert is_soon_after(since_on, story.since_on(DEMO))
