"""What ``triage check`` says of each source: takes a practice, looks, fetches nothing.

Refuses nothing: what is wrong is returned beside what was seen.
"""

from dataclasses import dataclass, replace

from pipeline.errors import Problem
from pipeline.practice import Practice, RemoteSource
from pipeline.resources.landing import Landing
from pipeline.resources.sidecars import pick_up
from pipeline.resources.source_looks import shown_source
from pipeline.resources.source_problems import SourceError, problem_of
from pipeline.resources.sources import opened


@dataclass(frozen=True, slots=True)
class Checked:
    """One source.

    Attributes:
        shown: As it may be printed.
        file_count: Files it lists.
        new_count: Of them, those that were not picked up yet.
        under_way_count: Of the new ones, those whose names say that their upload has not ended.
        problems: What is wrong with it; where it cannot be looked into at all the counts are 0.
    """

    shown: str
    file_count: int = 0
    new_count: int = 0
    under_way_count: int = 0
    problems: tuple[Problem, ...] = ()


def check_sources(landing: Landing, practice: Practice) -> list[Checked]:
    """Look into each source of a practice, once."""
    known = landing.pick_ups(practice)
    return [_checked(landing, practice, source, known) for source in practice.sources]


def _checked(
    landing: Landing, practice: Practice, source: RemoteSource, known: set[tuple[str, int, str]]
) -> Checked:
    shown = shown_source(practice, source)
    reaching = replace(landing.reaching, pauses=())
    try:
        with opened(source, practice.folder, reaching) as store:
            listing = store.listed()
    except SourceError as error:
        return Checked(shown, problems=error.problems)
    files = listing.files
    fresh = [file for file in files if pick_up(practice, file) not in known]
    closed = (problem_of(shown, "folder_refused"),) if listing.closed else ()
    waits = sum(not file.is_whole for file in fresh)
    return Checked(shown, len(files), len(fresh), waits, closed)
