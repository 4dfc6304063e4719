"""The three sentences of page 1 and the alarm: rules from counts to words, no judgement of people.

Each says what it rests on. Sentences stay under 20 words, active, without blame; a zero with a
missing file is never a zero, and a change is claimed only where the packet's verdict is one.
"""

from reports.sentences.alarms import Alarm, alarm
from reports.sentences.changed import what_changed
from reports.sentences.evidence import Evidence, Sentence
from reports.sentences.next_steps import what_next
from reports.sentences.stuck import concentration_texts, what_is_stuck

__all__ = [
    "Alarm",
    "Evidence",
    "Sentence",
    "alarm",
    "concentration_texts",
    "what_changed",
    "what_is_stuck",
    "what_next",
]
