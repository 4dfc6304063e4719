"""All elements of a chunk as one array: takes cleaned pieces of files, refuses nothing.

One pass over the bytes finds every separator; the bytes without separators are the data of a single
Arrow string array. No object is made for an element. Elements are found by position: the first
element of a segment is its id, and one more element at the very end is the null that stands for
everything a segment does not have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.x12.arrow import Flags, Int32s, strings
from pipeline.x12.runs import Run
from pipeline.x12.segment_ids import Codes, id_codes

_PACK_BYTES = 3
_WORD_BYTES = 4
_MASKS = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0], dtype=np.uint32)
_LENGTHS = np.array([0, 1 << 24, 2 << 24, 3 << 24, 0], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole segments of one file, each ended by the terminator and nothing between them.

    Attributes:
        file: Ordinal of the file in the call.
        run: Where in the file they stand, how many they are, and the separators of ``data``.
        data: UTF-8 text.
    """

    file: int
    run: Run
    data: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """The segments of some pieces, column-wise; one value a segment unless said otherwise.

    Attributes:
        pieces: What it was made from.
        data: The bytes of all pieces, then a few zeros.
        words: For each byte of the pieces, that and the next three as one number.
        ends: Position in ``data`` of the separator behind each element (one value an element).
        elements: Text of each element, then one null; an empty element is null.
        first: Position in ``elements`` of the segment id.
        last: Position of the last element.
        ids: The segment id, packed by ``pack``.
        codes: The segment id as ``id_codes`` numbers it.
        number: Number in its file, from 1.
        file: Ordinal of its file.
        component: Its component separator.
        has_padding: Whether any element outside an ISA begins or ends with a space.
    """

    pieces: Sequence[Piece]
    data: NDArray[np.uint8]
    words: NDArray[np.uint32]
    ends: Int32s
    elements: pa.Array
    first: Int32s
    last: Int32s
    ids: NDArray[np.uint32]
    codes: Codes
    number: Int32s
    file: Int32s
    component: NDArray[np.uint8]
    has_padding: bool

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.first)

    @property
    def null(self) -> int:
        """Return the position in ``elements`` of the null."""
        return len(self.ends)

    def starts(self, elements: Int32s) -> Int32s:
        """Return where the given elements start in ``data``."""
        return np.where(elements > 0, self.ends[elements - 1] + 1, 0).astype(np.int32)

    def is_filled(self, elements: Int32s) -> Flags:
        """Return which of the given elements (or the null) hold anything."""
        known = np.minimum(elements, self.null - 1)
        return (self.ends[known] > self.starts(known)) & (elements < self.null)

    def element(self, rows: Int32s, number: int) -> Int32s:
        """Return positions of element ``number`` of the given segments; the null where absent."""
        at = self.first[rows] + np.int32(number)
        return np.where(at <= self.last[rows], at, np.int32(self.null))

    def packed(self, elements: Int32s) -> NDArray[np.uint32]:
        """Pack texts of elements as ``pack`` does; 0 for one that is longer than three bytes."""
        starts = self.starts(elements)
        return _packed(self.words, starts, self.ends[elements])


def pack(text: str) -> int:
    """Pack up to three ASCII characters into a number, first one lowest, their count on top."""
    return int.from_bytes(text.encode("ascii"), "little") | len(text) << 24


def _packed(words: NDArray[np.uint32], starts: Int32s, stops: Int32s) -> NDArray[np.uint32]:
    lengths = np.minimum(stops - starts, _PACK_BYTES + 1)
    return (words[starts] & _MASKS[lengths]) | _LENGTHS[lengths]


def assemble(pieces: Sequence[Piece]) -> Chunk:
    """Lay the segments of some pieces out column-wise."""
    joined = b"".join([*(piece.data for piece in pieces), bytes(_WORD_BYTES)])
    data = np.frombuffer(joined, dtype=np.uint8)
    is_separator, is_end = _separators(pieces, data)
    ends = np.flatnonzero(is_separator).astype(np.int32)
    last = np.flatnonzero(is_end[ends]).astype(np.int32)
    first = np.concatenate([np.zeros(1, np.int32), last[:-1] + np.int32(1)])
    starts = np.concatenate([np.zeros(1, np.int32), ends[:-1] + np.int32(1)])
    words = np.ndarray((len(data) - 3,), np.dtype("<u4"), buffer=joined, strides=(1,))
    counts = [piece.run.count for piece in pieces]
    ids = _packed(words, starts[first], ends[first])
    separators = [piece.run.delimiters.component for piece in pieces]
    is_header = ids == pack("ISA")
    return Chunk(
        pieces=pieces,
        data=data,
        words=words,
        ends=ends,
        elements=_elements(pieces, starts, ends),
        first=first,
        last=last,
        ids=ids,
        codes=id_codes(ids),
        number=_numbers(pieces),
        file=np.repeat(np.array([piece.file for piece in pieces], np.int32), counts),
        component=np.repeat(np.array(separators, np.uint8), counts),
        has_padding=_has_padding(data, is_separator, ends[first[is_header]], ends[last[is_header]]),
    )


def _separators(pieces: Sequence[Piece], data: NDArray[np.uint8]) -> tuple[Flags, Flags]:
    """Return which bytes end an element, and which of them end a segment."""
    is_separator = np.zeros(len(data), dtype=np.bool_)
    is_end = np.zeros(len(data), dtype=np.bool_)
    at = 0
    for piece in pieces:
        part = slice(at, at + len(piece.data))
        np.equal(data[part], piece.run.delimiters.segment, out=is_end[part])
        np.equal(data[part], piece.run.delimiters.element, out=is_separator[part])
        at = part.stop
    return is_separator | is_end, is_end


def _numbers(pieces: Sequence[Piece]) -> Int32s:
    """Return the number in its file of every segment."""
    counts = [piece.run.count for piece in pieces]
    firsts = np.array([piece.run.first_number for piece in pieces], np.int32)
    begins = np.cumsum([0, *counts[:-1]], dtype=np.int32)
    return np.arange(sum(counts), dtype=np.int32) + np.repeat(firsts - begins, counts)


def _elements(pieces: Sequence[Piece], starts: Int32s, ends: Int32s) -> pa.Array:
    """Return every element as text: the same bytes without separators, and their offsets."""
    text = b"".join(
        piece.data.translate(
            None, bytes((piece.run.delimiters.element, piece.run.delimiters.segment))
        )
        for piece in pieces
    )
    offsets = np.zeros(len(ends) + 2, dtype=np.int32)
    np.subtract(ends, np.arange(len(ends), dtype=np.int32), out=offsets[1:-1])
    offsets[-1] = len(text)
    return strings(offsets, text, np.append(ends > starts, False))


def _has_padding(
    data: NDArray[np.uint8], is_separator: Flags, opens: Int32s, closes: Int32s
) -> bool:
    """Return whether an element outside an ISA, whose elements are padded, has a space around.

    Args:
        data: The bytes.
        is_separator: Which of them part elements.
        opens: Ends of the id of every ISA.
        closes: Ends of every ISA.
    """
    spaces = np.flatnonzero(data == ord(" "))
    outer = spaces[is_separator[spaces - 1] | is_separator[spaces + 1] | (spaces == 0)]
    inside = np.searchsorted(opens, outer) - np.searchsorted(closes, outer)
    return not bool((inside > 0).all())
