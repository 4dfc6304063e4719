"""What a file is, in words: its kind, who sent it, its sets, and whether all of it was read.

Takes facts. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.inspection.facts import Facts
from pipeline.inspection.typesetting import LISTED, counted, field, said, table, usd
from pipeline.inspection.words import KINDS, is_list, kind

_INTERCHANGES_TOLD = 5
_GROUPS_TOLD = 5
_IGNORED_TOLD = 12
_OUTCOMES = {
    "loaded": "loads all of it",
    "loaded_with_findings": "loads it and notes the findings below",
    "quarantined": "sets it aside: nothing in it can be read",
}
_ONLY_ENVELOPE = "reads its envelope only: nothing of it gets into a fact"
_USAGES = {"P": "production", "T": "TEST DATA"}


def file_lines(facts: Facts) -> Iterator[str]:
    """Yield what the file is, and that all of its segments are accounted for."""
    segments = facts["segments"]
    loaded = f"{segments['loaded_count']:,} loaded"
    if _is_only_envelope(facts):
        loaded = f"{segments['envelope_count']:,} of the envelope"
    yield field("What it is", said(_what(facts)))
    yield field("Size", f"{counted(facts['byte_count'], 'byte')}; file_id {facts['file_id']}")
    yield field(
        "Rows" if is_list(facts["format"]) else "Segments",
        f"{facts['segment_count']:,} = {loaded} "
        f"+ {segments['ignored_count']:,} not needed + {segments['set_aside_count']:,} set aside",
    )
    told = [f"{one['segment_id']} {one['ignored_count']:,}" for one in segments["ignored"]]
    if told:
        more = "..." if len(told) > _IGNORED_TOLD else ""
        yield field("Not needed", said([*told[:_IGNORED_TOLD], more]))
    outcome = _ONLY_ENVELOPE if _is_only_envelope(facts) else _OUTCOMES[facts["outcome"]]
    yield field("triage run", outcome)
    yield field("Findings", findings_counted(facts))


def findings_counted(facts: Facts) -> str:
    """Return how many findings of which severity there are."""
    told = facts["findings"]
    names = {"error_count": "error", "warning_count": "warning", "info_count": "note"}
    counts = said(counted(told[key], name) for key, name in names.items() if told[key])
    return counts or "none"


def interchange_lines(facts: Facts) -> Iterator[str]:
    """Yield who sent each interchange to whom, and how it is framed."""
    told, count = facts["interchanges"][:_INTERCHANGES_TOLD], facts["interchange_count"]
    for number, one in enumerate(told, start=1):
        name = "Interchange" if one["has_header"] else "Sets without an interchange"
        of = f" {number} of {count}" if count > 1 else ""
        yield ""
        yield f"{name}{of}, segments {one['first_segment']} to {one['last_segment']}"
        if one["has_header"]:
            yield from _envelope(one)
        yield field("Delimiters", _delimiters(one["delimiters"]))
        if one["framing"]:
            yield field("Framing", said(one["framing"]))
        yield from _groups(facts, one)
    if count > len(told):
        more = counted(count - len(told), "more interchange")
        yield f"\n... and {more}; --json lists the first {LISTED:,}"


def set_lines(facts: Facts) -> Iterator[str]:
    """Yield the transaction sets: what they are, and whether each has its end."""
    count = sum(one["set_count"] for one in facts["set_kinds"])
    if not count:
        return
    cut = count - sum(one["complete_count"] for one in facts["set_kinds"])
    sets = [
        one | {"segments": f"{one['first_segment']}-{one['last_segment']}"} for one in facts["sets"]
    ]
    columns = {
        "segments": "Segments", "segment_count": "Count", "set_code": "Kind", "version": "Guide",
        "control_number": "Number", "is_complete": "Complete",
    }  # fmt: skip
    if any(one["claim_count"] is not None for one in sets):
        columns |= {"claim_count": "Claims", "charge_usd": "Charged"}
    if any(one["paid_usd"] is not None for one in sets):
        columns |= {"paid_usd": "Paid"}
    if any(one["copy_of"] is not None for one in sets):
        columns |= {"copy_of": "Copy of"}
    yield ""
    yield f"Transaction sets: {count:,}, {f'{cut:,} WITHOUT THEIR END' if cut else 'all complete'}"
    yield from table(columns, sets, count)
    yield from _copies(facts["copies"])


def _copies(told: dict[str, Any]) -> Iterator[str]:
    """Yield how many sets are copies, and what is in them with and without the copies."""
    if not told["copy_count"]:
        return
    text = f"{told['copy_count']:,} of {counted(told['set_count'], 'set')}, each counted once"
    if told["claim_count"]:
        sent, kept = (
            f"{counted(told[f'{of}claim_count'], 'claim')}, {usd(told[f'{of}charge_usd'])} charged"
            + (f", {usd(told[f'{of}paid_usd'])} paid" if told["paid_usd"] else "")
            for of in ("", "counted_")
        )
        text += f"; the file holds {sent}; counted are {kept}"
    yield field("True copies", text)


def _is_only_envelope(facts: Facts) -> bool:
    """Return whether something was read, and nothing but envelopes."""
    segments = facts["segments"]
    return 0 < segments["loaded_count"] == segments["envelope_count"]


def _what(facts: Facts) -> Iterator[str]:
    if not facts["byte_count"]:
        yield "Nothing: the file is empty"
        return
    yield from _kind(facts)
    if facts["looks_like"]:
        yield f"it looks like {facts['looks_like']}"
    codes = sorted({one["set_code"] or "?" for one in facts["set_kinds"]})
    if len(codes) > 1:
        yield f"and sets of other kinds ({' '.join(codes)})"
    guides = sorted({one["version"] for one in facts["set_kinds"] if one["version"]})
    if guides:
        yield f"guide {' '.join(guides)}"
    if any(guide.startswith("004") for guide in guides):
        yield "4010, the version before 2012, read all the same"


def _kind(facts: Facts) -> Iterator[str]:
    """Yield what the file is called; claims by their lines, whatever guide they name."""
    told = facts["format"]
    if told == "unknown" and facts["interchange_count"]:
        yield "X12 without a set that is read"
        return
    if told == "999" and {one["set_code"] for one in facts["set_kinds"]} == {"997"}:
        told = "997"
    by_lines = facts["submitted"]["line_formats"] if facts["submitted"] else []
    if told not in KINDS or not by_lines or told in by_lines:
        yield kind(told)
        return
    yield kind(by_lines[0])
    yield f"by their lines, though they name the guide of {told}"


def _envelope(one: dict[str, Any]) -> Iterator[str]:
    yield field("From", f"{one['sender_id'] or 'nobody'} ({one['sender_qualifier'] or '-'})")
    yield field("To", f"{one['receiver_id'] or 'nobody'} ({one['receiver_qualifier'] or '-'})")
    usage = _USAGES.get(one["usage"] or "", "usage not told")
    yield field(
        "Sent",
        f"{one['sent_on'] or 'on a day not told'} {_clock(one['sent_at'])}, control number "
        f"{one['control_number'] or 'not told'}, version {one['version'] or 'not told'}, {usage}",
    )


def _clock(text: str | None) -> str:
    return f"{text[:2]}:{text[2:4]}" if text and len(text) >= 4 else text or ""


def _delimiters(told: dict[str, str | None]) -> str:
    return "  ".join(f"{name} {mark or 'none'}" for name, mark in told.items())


def _groups(facts: Facts, one: dict[str, Any]) -> Iterator[str]:
    within = [
        group
        for group in facts["groups"]
        if one["first_segment"] <= group["first_segment"] <= one["last_segment"]
        and group["functional_code"]
    ]
    for group in within[:_GROUPS_TOLD]:
        yield field(
            f"Group {group['functional_code']}",
            f"{group['group_control_number']} of {group['group_on'] or 'a day not told'}, "
            f"from {group['group_sender'] or '-'} to {group['group_receiver'] or '-'}, "
            f"{counted(group['set_count'], 'set')}",
        )
    if len(within) > _GROUPS_TOLD:
        yield field("", f"... and {counted(len(within) - _GROUPS_TOLD, 'more group')}")
