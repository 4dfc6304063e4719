"""What goes wrong within a set: segments, elements, composites, groups of elements."""

from __future__ import annotations

import random
import re

from tests.x12.parted import Text, few, on_text, one_of, parted

KNOWN_IDS = (
    *("ISA", "GS", "ST", "SE", "GE", "IEA", "TA1", "BHT", "HL", "NM1", "TRN", "STC", "SVC", "CLP"),
    *("CAS", "PLB", "LX", "CLM", "SBR", "SV1", "SV2", "SV3", "DTM", "DTP", "REF", "AMT", "LQ"),
    *(
        "MOA",
        "MIA",
        "N1",
        "BPR",
        "DMG",
        "AK1",
        "AK2",
        "AK3",
        "AK4",
        "AK5",
        "AK9",
        "IK3",
        "IK4",
        "IK5",
    ),
)
ODD_BYTES = (
    *(b"\x00", b"\x1a", b"\xff", b"\xc3", b"\xbf", b"\xef\xbb\xbf", b"\xfe\xff", b"\x80", b"\t"),
    *("é¿".encode(), "é".encode("latin-1"), "٣".encode(), b"\x1c\x1d\x1e\x1f", b"\x7f", b"  "),
)
ODD_NUMBERS = (
    *(b"1.2.3", b"-", b".", b"-.", b"12.345", b"-0.005", b"1e5", b"1,000.00", b"9999999999.99"),
    *(b"9999999999.995", b"10000000000", b"0" * 30 + b"1", b"1" * 40, b"0.3" + b"3" * 40, b"+1"),
    *(b"--1", b"1-", b"NaN", b"Infinity", "٣".encode(), b" 5", b"5 ", b"", b"-0", b"00000.50"),
)
ODD_DATES = (
    *(b"20230230", b"00000000", b"99999999", b"240229", b"230229", b"20240101-20231301", b"2024"),
    *(b"20240101-20240131", b"20240101-", b"-20240101", b"202401011260", b"20991231", b"21000101"),
    *(
        b"18991231",
        b"19000101",
        b"00010101",
        b"2024010",
        b"20240101 ",
        "\uff12\uff10\uff12\uff14".encode(),
    ),
    *(b"20240101-2024010\xff", b"20240101-\xc3\xa92024", b"691231", b"700101", b"19000229"),
    *(b"20000229", b"21000229"),
)
CANARY = b"QXZCANARYZXQ"


# Segments.


@on_text
def repeat_segments(text: Text, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(text.segments))
    block = text.segments[at : at + few(chance, 12)]
    text.segments[at:at] = block * few(chance, 300)


@on_text
def drop_segments(text: Text, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(text.segments))
    del text.segments[at : at + few(chance, 12)]


@on_text
def shuffle_segments(text: Text, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(text.segments))
    block = text.segments[at : at + few(chance, 40) + 1]
    chance.shuffle(block)
    text.segments[at : at + len(block)] = block


@on_text
def empty_segments(text: Text, chance: random.Random, _: bytes) -> None:
    at = chance.randrange(len(text.segments) + 1)
    text.segments[at:at] = [chance.choice((b"", b" ", b"\n", b"\x00", b"\r\n "))] * few(chance, 500)


@on_text
def rename_segment(text: Text, chance: random.Random, _: bytes) -> None:
    odd = (
        b"",
        b"clp",
        b"CLPX",
        b"C",
        b"1A",
        b"CLP ",
        b" CLP",
        "CÉ".encode(),
        b"C\x00",
        b"\xff\xfe",
    )
    name = chance.choice(odd) if chance.random() < 0.3 else chance.choice(KNOWN_IDS).encode()
    at = chance.randrange(len(text.segments))
    _, mark, rest = text.segments[at].partition(text.element)
    text.segments[at] = name + mark + rest


@on_text
def nest(text: Text, chance: random.Random, _: bytes) -> None:
    """Put a chain of levels, each inside the one before."""
    at = chance.randrange(len(text.segments) + 1)
    levels = (b"20", b"21", b"19", b"22", b"23", b"PT", b"")
    text.segments[at:at] = [
        text.element.join((b"HL", b"%d" % n, b"%d" % (n - 1), chance.choice(levels), b"1"))
        for n in range(1, few(chance, 400) + 1)
    ]


# Elements.


@on_text
def spoil_element(text: Text, chance: random.Random, _: bytes) -> None:
    """Repeat, drop, empty, swap, lengthen an element or give it an odd value."""
    found = one_of(text, chance)
    if found is None:
        return
    at, parts = found
    place, other = chance.randrange(1, len(parts)), chance.randrange(1, len(parts))
    doing = chance.randrange(6)
    if doing == 0:
        parts[place:place] = [parts[place]] * few(chance, 60)
    elif doing == 1:
        del parts[place]
    elif doing == 2:
        parts[place], parts[other] = parts[other], parts[place]
    elif doing == 3:
        parts[place] = parts[place] * few(chance, 3000)
    else:
        values = (b"", b" ", *ODD_BYTES, *ODD_NUMBERS, *ODD_DATES)
        parts[place] = chance.choice((parts[place], b"")) + chance.choice(values)
    text.segments[at] = text.element.join(parts)


@on_text
def odd_bytes(text: Text, chance: random.Random, _: bytes) -> None:
    """Put bytes of another encoding, of none, or a byte order mark somewhere, some times."""
    for _time in range(few(chance, 6)):
        at = chance.randrange(len(text.segments))
        place = chance.choice((0, chance.randrange(len(text.segments[at]) + 1)))
        held = text.segments[at]
        text.segments[at] = held[:place] + chance.choice(ODD_BYTES) + held[place:]


def odd_end(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Leave the last terminator out and put odd bytes there."""
    return data.rstrip()[: -chance.randrange(1, 12)] + chance.choice(ODD_BYTES)


def spoil_number(data: bytes, chance: random.Random, _: bytes) -> bytes:
    """Give some elements that are numbers odd amounts or dates."""
    mark = re.escape(parted(data).element)
    numbers = list(re.finditer(rb"(?<=" + mark + rb")-?[0-9.]+(?=[^A-Za-z0-9.])", data))
    chosen = chance.sample(numbers, min(len(numbers), few(chance, 200)))
    for found in sorted(chosen, key=lambda match: -match.start()):
        odd = chance.choice(ODD_DATES if len(found[0]) >= 6 else ODD_NUMBERS)
        data = data[: found.start()] + odd + data[found.end() :]
    return data


@on_text
def spoil_composite(text: Text, chance: random.Random, _: bytes) -> None:
    """Give an element too many components, empty ones, or only separators."""
    found = one_of(text, chance)
    if found is None:
        return
    at, parts = found
    place = chance.randrange(1, len(parts))
    made = [chance.choice((b"", b"HC", b"90837", b" 95", parts[place]))] * few(chance, 300)
    parts[place] = text.component.join(made)
    text.segments[at] = text.element.join(parts)


@on_text
def spoil_groups(text: Text, chance: random.Random, _: bytes) -> None:
    """Write a CAS or PLB with gaps, halves of groups and more groups than it may hold."""
    found = one_of(text, chance, "CAS", "PLB") or one_of(text, chance)
    if found is None:
        return
    at, parts = found
    values = (b"", b"", b"45", b"16", b"10.00", b"-3", b"1", b"x", b"WO:1", b" ")
    made = [chance.choice(values) for _ in range(few(chance, 60))]
    parts = [chance.choice((b"CAS", b"PLB")), *parts[1 : chance.choice((1, 2, 3))], *made]
    text.segments[at] = text.element.join(parts)


@on_text
def plant_canary(text: Text, chance: random.Random, _: bytes) -> None:
    """Put a text that no finding may ever repeat into elements, also of envelopes."""
    for _time in range(few(chance, 8)):
        found = one_of(text, chance)
        if found is None:
            continue
        at, parts = found
        parts[chance.randrange(1, len(parts))] = CANARY
        text.segments[at] = text.element.join(parts)


WITHIN = (
    *(repeat_segments, drop_segments, shuffle_segments, empty_segments, rename_segment, nest),
    *(spoil_element, odd_bytes, odd_end, spoil_number, spoil_composite, spoil_groups),
    *(plant_canary,),
)
