"""Files of millions of something: takes chance, gives named bytes of one to some megabytes.

What is small in a usual file is endless in these: blanks, empty segments, elements, levels,
envelopes, headers. A reader that does anything twice for each of them hangs or fills the memory.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.x12.texts import CLAIM_STATUS, REMITTANCE, interchange

Giant = Callable[[random.Random, int], bytes]

_SOUND = interchange(REMITTANCE)
_LINE = b"SVC*HC:90837:95:GT*150*90**1*HC:90834~"


def _at_line(block: bytes) -> bytes:
    """Put a block in front of the first service line of a sound file."""
    return _SOUND.replace(_LINE, block + _LINE, 1)


def _with(old: str, new: bytes) -> bytes:
    return _SOUND.replace(old.encode(), new, 1)


def blanks_within(chance: random.Random, size: int) -> bytes:
    return _at_line(chance.choice((b" ", b"\n", b"\x00", b"\r\n", b"\t")) * size)


def blanks_around(chance: random.Random, size: int) -> bytes:
    blank = chance.choice((b" ", b"\n", b"\x00", b"\xef\xbb\xbf")) * size
    return chance.choice((blank + _SOUND, _SOUND + blank, blank, _SOUND + blank + b"x"))


def empty_segments(chance: random.Random, size: int) -> bytes:
    return _at_line(chance.choice((b"~", b" ~", b"\n~")) * size)


def long_element(chance: random.Random, size: int) -> bytes:
    """One element as long as a file, where an amount, a date, a code, a name, a count stand."""
    filler = chance.choice((b"0", b"1", b"9.", b"-", b"A", b" ", b":", "é".encode(), b"\xe9"))
    old, new = chance.choice(
        (
            ("*150*90*", b"*150%s*90*"),
            ("*20231201~", b"*20231201%s~"),
            ("MINA", b"MINA%s"),
            ("HC:90837", b"HC:90837%s"),
            ("SE*27", b"SE*27%s"),
            ("ST*835", b"ST*835%s"),
            ("ST*835*0001", b"ST*835*0001%s"),
            ("REF*6R", b"REF*6R%s"),
            ("LX*1", b"LX%s*1"),
            ("SENDER ", b"SENDER%s"),
        )
    )
    return _with(old, new.replace(b"%s", filler * size))


def many_elements(chance: random.Random, size: int) -> bytes:
    name = chance.choice((b"CAS*CO", b"PLB*1*20241231", b"SVC*HC", b"ST*835", b"NTE", b"SE*1*1"))
    return _at_line(name + chance.choice((b"*", b"*1", b"*:")) * size + b"~")


def levels(_: random.Random, size: int) -> bytes:
    chain = b"".join(b"HL*%d*%d*22*1~" % (n + 1, n) for n in range(1, size // 16))
    return interchange(CLAIM_STATUS).replace(b"HL*4*3*PT~", chain + b"HL*4*3*PT~")


def bad_segments(chance: random.Random, size: int) -> bytes:
    return _at_line(chance.choice((b"x~", b"x~NTE*1~", b"~x~LX*1~")) * (size // 8))


def many_names(_: random.Random, size: int) -> bytes:
    """Every possible segment id, once and again."""
    signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    names = [bytes((a, b, c)) for a in signs[:26] for b in signs for c in signs]
    return _at_line(b"".join(name + b"*1~" for name in names[: size // 6]))


def many_sets(chance: random.Random, size: int) -> bytes:
    sets = (b"ST*835*1~SE*2*1~", b"ST*834*2~", b"SE*1*1~", b"ST*277*1~BHT*1~", b"ST~", b"GE*1*1~")
    return _at_line(chance.choice(sets) * (size // 16))


def many_groups(chance: random.Random, size: int) -> bytes:
    group = b"GS*HP*A*B*20240101*1200*1*X*005010X221A1~"
    return _at_line(
        chance.choice((group, group + b"GE*0*1~", b"TA1*1*240101*1200*A*000~")) * (size // 42)
    )


def many_interchanges(chance: random.Random, size: int) -> bytes:
    head = _SOUND[:106]
    made = chance.choice((head, head + b"IEA*0*000000001~", head + b"\n", head[:103] + b"|>!"))
    return made * (size // 106)


def headers_only(chance: random.Random, size: int) -> bytes:
    starts = (
        b"ISA",
        b"ISA*",
        b"ISA*00*",
        b"IEA*",
        b"IEA*~",
        b"ST*835*",
        b"ST*835*1",
        b"GS*HP*",
        b"SVC",
    )
    block = chance.choice(starts) * (size // 4)
    return chance.choice((block, _SOUND + block, _SOUND[:106] + block, block + _SOUND))


def no_terminator(chance: random.Random, size: int) -> bytes:
    return _SOUND[: chance.choice((105, 106, 300))] + chance.choice((b"*1", b"A", b"~A")) * size


def bad_values(chance: random.Random, size: int) -> bytes:
    line = chance.choice((b"AMT*B6*x~", b"DTM*472*x~", b"CAS*CO*45*1.001*16*x~", b"AMT*B6*5.005~"))
    return _at_line(line * (size // 16))


def noise(chance: random.Random, size: int) -> bytes:
    return chance.choice((b"", _SOUND[:106])) + chance.randbytes(size)


GIANTS: dict[str, Giant] = {
    make.__name__: make
    for make in (
        *(blanks_within, blanks_around, empty_segments, long_element, many_elements, levels),
        *(bad_segments, many_names, many_sets, many_groups, many_interchanges, headers_only),
        *(no_terminator, bad_values, noise),
    )
}
