"""What tests of sources share: a practice with other sources, and what landed of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.practice import Practice, RemoteSource
from pipeline.resources.landing import Landing

WHOLE = b"ISA*00*          *00*          ~GS*HP~ST*835*1~SE*2*1~GE*1*1~IEA*1*000000001~"


def with_source(practice: Practice, *sources: RemoteSource) -> Practice:
    """Return a practice that has these sources beside its inbox."""
    settings = practice.settings.model_copy(update={"remote_sources": sources})
    return replace(practice, settings=settings)


def outcomes(landing: Landing, practice: Practice) -> list[tuple[str, str]]:
    """Return what the looks came to, the earliest first."""
    return [(look.outcome, look.problem_code) for look in landing.looks(practice)]


def landed(landing: Landing, practice: Practice) -> list[bytes]:
    """Return the bytes of every file of a practice."""
    return sorted(file.path.read_bytes() for file in landing.landed(practice))
