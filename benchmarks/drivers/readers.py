"""The peers' readers, each adapted to say what `found.Found` holds.

A reader has two sides: ``parse`` does what the peer does with a file and nothing else (that is what
is timed), ``find`` takes from its result, with code of ours, the money and the codes. Files are
given as found; a peer that wants text gets it decoded (UTF-8, else Latin-1) without a byte order
mark and without blanks in front. Imported late, so that one peer's environment needs no other.
"""

from __future__ import annotations

import collections
import collections.abc
import io
import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from benchmarks.drivers.found import Found, found_in


@dataclass(frozen=True)
class Reader:
    """How to use a peer.

    Attributes:
        parse: Reads the file at a path, wholly; or yields it piece by piece, where the peer does.
        find: Takes what ``parse`` returned apart; None where there is no 835 content in it.
    """

    parse: Callable[[str], Any]
    find: Callable[[Any], Found] | None = None


def text_of(path: str) -> str:
    """Return a file as text, ready for a reader that wants an ISA at the very start."""
    with open(path, "rb") as file:  # noqa: PTH123 - runs where nothing of ours is imported
        data = file.read()
    try:
        return data.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError:
        return data.decode("latin-1").lstrip()


def _openx12(path: str) -> Any:
    return import_module("openx12.x835").parse(text_of(path))


def _openx12_837(path: str) -> Any:
    return import_module("openx12.x837p").parse(text_of(path))


def _in_openx12(era: Any) -> Found:
    found = Found()
    for claim in era.claims:
        found.claim(claim["total_claim_charge"], claim["claim_payment_amount"])
        for level in (claim, *claim["services"]):
            for each in level.get("adjustments", ()):
                found.adjust(each["group"], each["reason"], each["amount"])
    return found


def _edi_835_parser(path: str) -> Any:
    warnings.simplefilter("ignore")
    return import_module("edi_835_parser").parse(path)


def _in_edi_835_parser(sets: Any) -> Found:
    found = Found()
    for claim in (claim for each in sets for claim in each.claims):
        found.claim(claim.claim.charge_amount, claim.claim.paid_amount)
        for service in claim.services:
            for each in service.adjustments:
                found.adjust(each.group_code.code, each.reason_code.code, each.amount)
            for each in service.remarks:
                found.remark(each.code.code)
    return found


def _edi_cli(path: str) -> Any:
    logging.disable(logging.CRITICAL)
    parser = import_module("packages.core.transactions.t835.parser").Parser835()
    return parser.parse(text_of(path))


def _in_edi_cli(root: Any) -> Found:
    found = Found()
    groups = (group for each in root.interchanges for group in each.functional_groups)
    for claim in (
        claim for group in groups for set_ in group.transactions for claim in set_.claims
    ):
        found.claim(claim.total_charge, claim.total_paid)
        for each in claim.adjustments:
            found.adjust(each.group_code, each.reason_code, each.amount)
    return found


def _badx12(path: str) -> Any:
    # dicttoxml, which badX12 pins, wants a name that left Python with 3.10.
    collections.Iterable = collections.abc.Iterable  # type: ignore[attr-defined]
    return import_module("badx12").Parser().parse_document(path)


def _in_badx12(document: Any) -> Found:
    sets = (set_ for group in document.interchange.groups for set_ in group.transaction_sets)
    segments = (
        [field.content for field in segment.fields]
        for set_ in sets
        for segment in (set_.header, *set_.transaction_body)
    )
    return found_in(segments)


def _linuxforhealth_segments(path: str) -> Iterator[list[str]]:
    with import_module("linuxforhealth.x12.io").X12SegmentReader(text_of(path)) as reader:
        for _, fields in reader.segments():
            yield fields


def _linuxforhealth(path: str) -> Iterator[Any]:
    logging.disable(logging.CRITICAL)
    with import_module("linuxforhealth.x12.io").X12ModelReader(text_of(path)) as reader:
        yield from reader.models()


def _in_linuxforhealth(models: Any) -> Found:
    found = Found()
    for loop in (loop for model in models for loop in getattr(model, "loop_2000", ())):
        for claim in loop.loop_2100:
            found.claim(
                claim.clp_segment.total_claim_charge_amount, claim.clp_segment.claim_payment_amount
            )
            for level in (claim, *(claim.loop_2110 or ())):
                for segment in level.cas_segment or ():
                    _of_cas_model(found, segment)
                for segment in getattr(level, "lq_segment", None) or ():
                    found.remark(segment.form_identifier)
            for segment in (claim.moa_segment, claim.mia_segment):
                _of_remark_model(found, segment)
    return found


def _of_cas_model(found: Found, segment: Any) -> None:
    for number in range(1, 7):
        found.adjust(
            segment.adjustment_group_code,
            getattr(segment, f"adjustment_reason_code_{number}"),
            getattr(segment, f"monetary_amount_{number}"),
        )


def _of_remark_model(found: Found, segment: Any) -> None:
    for name, value in segment or ():
        if "remark_code" in name:
            found.remark(value)


def _pyx12_segments(path: str) -> Iterator[Any]:
    with import_module("pyx12.x12file").X12Reader(io.StringIO(text_of(path))) as reader:
        yield from reader


def _in_pyx12(segments: Any) -> Found:
    return found_in(_elements(segment) for segment in segments)


def _elements(segment: Any) -> list[str]:
    return [segment.get_seg_id(), *(part.format() for part in segment.elements)]


def _pyx12_loops(path: str) -> Iterator[Any]:
    context, handler = import_module("pyx12.x12context"), import_module("pyx12.error_handler")
    settings = import_module("pyx12.params").params()
    source = io.StringIO(text_of(path))
    with context.X12ContextReader(settings, handler.errh_null(), source) as reader:
        yield from reader.iter_segments("2100")


def _in_pyx12_loops(nodes: Any) -> Found:
    return found_in(_elements(segment) for node in nodes for segment in _of_node(node))


def _of_node(node: Any) -> Iterator[Any]:
    for each in node.iterate_segments():
        yield each["segment"]


def _pyx12_validate(path: str) -> Any:
    logging.disable(logging.CRITICAL)
    settings = import_module("pyx12.params").params()
    document = import_module("pyx12.x12n_document")
    source = io.StringIO(text_of(path))
    return document.x12n_document(settings, source, io.StringIO(), None)


READERS = {
    "openx12": Reader(_openx12, _in_openx12),
    "openx12 837P": Reader(_openx12_837),
    "edi-835-parser": Reader(_edi_835_parser, _in_edi_835_parser),
    "edi-cli": Reader(_edi_cli, _in_edi_cli),
    "badX12": Reader(_badx12, _in_badx12),
    "linuxforhealth-x12 segments": Reader(_linuxforhealth_segments, found_in),
    "linuxforhealth-x12 models": Reader(_linuxforhealth, _in_linuxforhealth),
    "pyx12 segments": Reader(_pyx12_segments, _in_pyx12),
    "pyx12 loops": Reader(_pyx12_loops, _in_pyx12_loops),
    "pyx12 validate": Reader(_pyx12_validate),
}
