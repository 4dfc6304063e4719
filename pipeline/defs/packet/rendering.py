"""A week's packets: each practice's own, and the cover over all.

Takes the published copy. Refuses to print pages that do not add up; they cost their practice its
packet and nobody else's.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg

from pipeline.checking import pages_tie_to_facts, settings_are_sound
from pipeline.defs.transform.checks import result_of
from pipeline.packing_company import company_over, pack_held, practices_at
from pipeline.packing_weeks import PackedWeek, packed_week
from pipeline.practice import Home, Practice
from pipeline.printing import (
    Printed,
    print_company,
    print_decisions,
    print_packet,
    rendered_packets,
    torn,
)
from pipeline.resources.last_sound import planned
from pipeline.resources.published import published

# Some minutes of two cores, and the pages of no more practices in memory. 2026-12-01.
RENDERED_AT_ONCE = 64


@dataclass(frozen=True)
class Rendered:
    """What became of a week.

    Attributes:
        result: For Dagster.
        printed: Keys of practices that have their packet.
        untied: Of those whose pages do not add up; nothing of them is written.
    """

    result: dg.MaterializeResult
    printed: tuple[str, ...]
    untied: tuple[str, ...]


def render_week(home: Home, practices: Sequence[Practice], week: dt.date) -> Rendered:
    """Render the week of each practice that has come to it, and hold its totals to the facts.

    One that was not loaded when the run began, because its settings were wrong, has no such week.
    """
    metadata: dict[str, Any] = {}
    answers, printed = list[PackedWeek](), list[str]()
    with published(home.path) as connection:
        held = practices_at(connection, week)
    here = [one for one in practices if one.practice_id in held] or practices
    for first in range(0, len(here), RENDERED_AT_ONCE):
        packed = [packed_week(home, one, week) for one in here[first : first + RENDERED_AT_ONCE]]
        due = [one for one in packed if one.ties.passed]
        made = rendered_packets([one.packet for one in due])
        for one, pages in zip(due, made, strict=True):
            decisions = {"decisions": print_decisions(one.practice, one.book)}
            files = print_packet(one.practice, week, pages) | decisions
            for part, file in files.items():
                metadata |= told(f"{one.practice.practice_id}/{part}", file)
        answers += packed
        printed += [one.practice.practice_id for one in due]
    metadata |= render_cover(home, week)
    results = (
        result_of("a_file_arrived", [one.arrived for one in answers]),
        result_of("pages_tie_to_facts", [one.ties for one in answers], dg.AssetCheckSeverity.ERROR),
        result_of("settings_are_sound", [settings_are_sound(home)]),
    )
    untied = [one.practice.practice_id for one in answers if not one.ties.passed]
    result = dg.MaterializeResult(metadata=metadata, check_results=results)
    return Rendered(result, tuple(printed), tuple(untied))


def render_cover(home: Home, week: dt.date) -> dict[str, Any]:
    """Render the cover over all practices that have come to the week by now, where several have.

    A schedule serves one time zone, so each run writes it anew.
    """
    sound, left_out = [], []
    with published(home.path) as connection:
        keys = [each.practice_id for each in home.practices]
        for key, packet in pack_held(connection, keys, week).items():
            totals = packet.denied_count, packet.billed_usd
            is_sound = pages_tie_to_facts(connection, key, week, *totals).passed
            if is_sound and torn(packet) is None:
                sound.append(packet)
            else:
                left_out.append(packet.practice_name)
    names = {one.practice_id: one.name for one in planned(home.path)}
    unsound = [names.get(one.practice_id, one.practice_id) for one in home.unsound]
    cover = company_over(sound, left_out, unsound)
    return {} if cover is None else told("practices", print_company(home, cover))


def told(practice_id: str, printed: Printed) -> dict[str, Any]:
    """Return what a run tells about a file: where, how long and its digest; never what it says."""
    return {
        f"{practice_id}/path": dg.MetadataValue.path(printed.path),
        f"{practice_id}/byte_count": printed.byte_count,
        f"{practice_id}/sha256": printed.sha256,
    }
