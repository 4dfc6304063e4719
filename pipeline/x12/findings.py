"""Everything that can be wrong with a file's X12: code, severity, fixed sentence, remedy.

A sentence takes numbers only; no finding ever repeats what an element holds.
"""

from dataclasses import dataclass

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes:
        severity: error (something was not loaded), warning (loaded, look at it), info.
        problem: What is wrong; ``{0}`` and ``{1}`` are numbers.
        remedy: What to do.
    """

    severity: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding on its way: where it is and the numbers its sentence needs.

    Attributes:
        file: Ordinal of the file in the call.
        code: Key of ``FINDINGS``.
        number: Segment's number in its file; None for the file as a whole.
        numbers: What the sentence needs.
        offset: Byte offset in the file when it is not a segment's.
    """

    file: int
    code: str
    number: int | None = None
    numbers: tuple[int, ...] = ()
    offset: int | None = None


_ASK = "Ask the sender for the file again; what could be read is loaded."
_SEND_AGAIN = "Download or ask for the file again and deliver it; nothing needs to be undone first."

FINDINGS: dict[str, Rule] = {
    "empty_file": Rule(ERROR, "The file has no content.", _SEND_AGAIN),
    "not_x12": Rule(
        ERROR,
        "Bytes that are not X12 were set aside: {0}.",
        "Check what was put into the inbox: a PDF, a report or a compressed file is not read.",
    ),
    "bad_interchange_header": Rule(
        ERROR,
        "An interchange header (ISA) cannot be read; bytes that were set aside: {0}.",
        _SEND_AGAIN,
    ),
    "missing_segment_ends": Rule(
        ERROR,
        "No segment end stands behind the interchange header (ISA), where one must; bytes that "
        "were set aside: {0}.",
        "Ask for the file again, and keep it from tools that take its segment ends (~) away.",
    ),
    "after_interchange": Rule(
        ERROR, "Bytes after the end of an interchange that are no segments: {0}.", _ASK
    ),
    "cut_segment": Rule(
        ERROR,
        "The last segment is cut off and was set aside; bytes of it that came: {0}.",
        _SEND_AGAIN,
    ),
    "oversized_segment": Rule(
        ERROR,
        "A segment of {0} bytes is longer than any that is read; it was set aside.",
        "Check how the file was saved: its segments may have lost their ends. Ask for it again.",
    ),
    "bad_segment": Rule(
        ERROR, "Segments in a row without a valid segment id, which were set aside: {0}.", _ASK
    ),
    "missing_interchange": Rule(
        WARNING,
        "There is no interchange header (ISA); the delimiters are taken from the first set.",
        "Ask for the file with its envelope; copies of this file are harder to recognise.",
    ),
    "other_component_separator": Rule(
        WARNING,
        "The header names another separator of components than the segments use; theirs was taken.",
        "Look a claim up in the file; if its codes are right, nothing is to do.",
    ),
    "missing_group": Rule(
        WARNING,
        "A transaction set stands outside of any group (GS); its version is taken from its ST.",
        _ASK,
    ),
    "outside_interchange": Rule(
        WARNING,
        "A group or set stands behind the end (IEA) of its interchange; its sender is not known.",
        _ASK,
    ),
    "missing_set_trailer": Rule(
        ERROR, "A transaction set has no end (SE); the file may be cut.", _SEND_AGAIN
    ),
    "missing_group_trailer": Rule(WARNING, "A group has no end (GE).", _ASK),
    "missing_interchange_trailer": Rule(
        WARNING, "An interchange has no end (IEA); the file may be cut.", _SEND_AGAIN
    ),
    "stray_trailer": Rule(WARNING, "A closing segment closes nothing that is open.", _ASK),
    "wrong_segment_count": Rule(
        WARNING, "The segments of the set are {0} by its own count; counted here: {1}.", _ASK
    ),
    "wrong_set_count": Rule(
        WARNING, "The sets of the group are {0} by its own count; counted here: {1}.", _ASK
    ),
    "wrong_group_count": Rule(
        WARNING, "The groups of the interchange are {0} by its own count; counted here: {1}.", _ASK
    ),
    "unreadable_count": Rule(
        WARNING, "The count in a closing segment is no number; {0} were found.", _ASK
    ),
    "wrong_control_number": Rule(
        WARNING, "The control number of a closing segment is not that of its opening one.", _ASK
    ),
    "duplicate_control_number": Rule(
        WARNING,
        "A control number is used twice in the file.",
        "Nothing to do when both hold different claims; a true copy is counted once.",
    ),
    "unknown_set": Rule(
        INFO,
        "A transaction set of kind {0} is not read; its segments are counted as ignored.",
        "Nothing to do, unless this kind of file should be part of the packet.",
    ),
    "unnamed_set": Rule(
        ERROR, "A transaction set does not say what it is; its segments are ignored.", _ASK
    ),
    "outside_set": Rule(
        ERROR, "Segments outside of any transaction set, which are ignored: {0}.", _ASK
    ),
    "nothing_read": Rule(
        WARNING, "The file yields no row; its segments: {0}.", "Check what this file is."
    ),
    "bad_money": Rule(
        WARNING,
        "An amount in element {0} is no amount and counts as empty.",
        "Look the amount up with the payer; the claim's figures may not add up.",
    ),
    "finer_money": Rule(
        INFO,
        "An amount in element {0} is finer than a cent and was rounded half up.",
        "Nothing to do, unless the claim is shown out of balance by a cent.",
    ),
    "bad_date": Rule(
        WARNING,
        "Element {0} is no date and counts as empty.",
        "Look the date up with the sender; a clock may start late without it.",
    ),
    "bad_number": Rule(WARNING, "Element {0} is no whole number and counts as empty.", _ASK),
    "extra_groups": Rule(
        WARNING,
        "A segment holds more than {0} groups of elements; those beyond are not loaded.",
        "Ask the sender to split it: the claim or payment will be shown out of balance.",
    ),
    "more_findings": Rule(
        INFO,
        "{0} more findings of the same kind in this file are not listed.",
        "Mend the first ones; the rest have the same cause.",
    ),
}
