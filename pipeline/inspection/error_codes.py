"""What is wrong with a refused segment, element, set or interchange, in our own words.

Codes of 999, 997 and TA1. Takes codes. Refuses nothing: a code that is not here has no words.
"""

from __future__ import annotations

from collections.abc import Mapping

SEGMENT_ERRORS: Mapping[str, str] = {
    "1": "no segment has this id",
    "2": "not expected at this place",
    "3": "missing, and must be sent",
    "4": "its loop comes too often",
    "5": "comes too often",
    "6": "does not belong to this kind of set",
    "7": "stands in the wrong order",
    "8": "one of its elements is wrong",
    "I4": "the guide does not use it",
    "I6": "missing, and other content asks for it",
    "I7": "its loop comes too seldom",
    "I8": "comes too seldom",
    "I9": "other content forbids it",
}
"""Error of a segment (IK304, AK304)."""

ELEMENT_ERRORS: Mapping[str, str] = {
    "1": "empty, and must be sent",
    "2": "empty, and another element asks for it",
    "3": "more elements than there may be",
    "4": "too short",
    "5": "too long",
    "6": "holds a sign that is not allowed",
    "7": "not in the list of codes",
    "8": "no date",
    "9": "no time",
    "10": "must not stand beside another element",
    "12": "repeated too often",
    "13": "more components than there may be",
    "I6": "a code that the guide does not use",
    "I9": "empty, and other content asks for it",
    "I10": "the guide does not use it",
    "I11": "repeated too seldom",
    "I12": "not written as the guide wants it",
    "I13": "other content forbids it",
}
"""Error of an element (IK403, AK403)."""

SET_ERRORS: Mapping[str, str] = {
    "1": "this kind of set is not taken",
    "2": "its end (SE) is missing",
    "3": "the control numbers of ST and SE differ",
    "4": "SE counts other segments than there are",
    "5": "segments in it are wrong",
    "6": "does not say which set it is",
    "7": "its control number is missing or wrong",
    "16": "cannot be read once decrypted",
    "17": "security is not supported",
    "18": "this kind of set does not belong in its group",
    "19": "the guide it names is wrong",
    "23": "its control number is used twice in the group",
    "I5": "segments in it break the guide",
    "I6": "the guide it names is not taken",
}
"""Error of a transaction set (IK502, AK502)."""

INTERCHANGE_NOTES: Mapping[str, str] = {
    "000": "nothing is wrong",
    "001": "the control numbers of ISA and IEA differ",
    "002": "the standard it names (ISA11) is not taken",
    "003": "the version it names (ISA12) is not taken",
    "004": "its segment end is not allowed",
    "005": "the sender's qualifier (ISA05) is wrong",
    "006": "the sender's id (ISA06) is wrong",
    "007": "the receiver's qualifier (ISA07) is wrong",
    "008": "the receiver's id (ISA08) is wrong",
    "009": "the receiver's id (ISA08) is not known",
    "010": "ISA01 is wrong",
    "011": "ISA02 is wrong",
    "012": "ISA03 is wrong",
    "013": "ISA04, a password, is wrong",
    "014": "its date (ISA09) is wrong",
    "015": "its time (ISA10) is wrong",
    "016": "ISA11 is wrong",
    "017": "its version (ISA12) is wrong",
    "018": "its control number (ISA13) is wrong",
    "019": "ISA14 is wrong",
    "020": "ISA15 says neither test nor production",
    "021": "IEA counts other groups than there are",
    "022": "its envelope is built wrongly",
    "023": "the file ends too early",
    "024": "what it holds is not allowed",
    "025": "its control number was used before",
    "026": "its element separator is not allowed",
    "027": "its component separator is not allowed",
}
"""Note of an interchange (TA105)."""
