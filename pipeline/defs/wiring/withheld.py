"""Events as Dagster may keep them: an error's words only where they are ours.

Takes an event of a run. An error of a library may quote what it stumbled over, a value of a patient
or the name of a file, and Dagster keeps events in the clear. Refuses to keep such words: class and
place of the error stay, and the four parts of our own errors, which hold nothing personal.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from dagster import EventLogEntry, deserialize_value, serialize_value
from dagster_shared.error import SerializableErrorInfo

_ERROR = SerializableErrorInfo.__name__
_OURS = "Why it matters:"
# Dagster's own errors around those of a step: they name steps and resources. Others of its errors
# carry the words of another process (DagsterUserCodeProcessError) or of dbt whole.
_NAMING_STEPS = frozenset(
    {
        "DagsterExecutionStepExecutionError",
        "DagsterExecutionHandleOutputError",
        "DagsterExecutionLoadInputError",
        "DagsterResourceFunctionError",
    }
)
_DAGSTER = "Dagster"
_INSTEAD = "its words are withheld: they may quote a file or the warehouse."
_SENTENCES = ("message", "user_message")


def withheld(event: EventLogEntry) -> EventLogEntry:
    """Return an event without the words of errors that are not ours."""
    happened = event.dagster_event
    error = getattr(happened.event_specific_data, "error", None) if happened else None
    if event.error_info is None and error is None and not (happened and happened.is_failure):
        return event
    told = json.loads(serialize_value(event))
    words = list(_withhold(told))
    if words:
        # The longest first: it may hold a shorter one.
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        _leave_out(told, re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)"))
    return deserialize_value(json.dumps(told), EventLogEntry)


def _withhold(told: Any) -> Iterator[str]:
    """Take the words out of every error below, and yield them."""
    if isinstance(told, list):
        for each in told:
            yield from _withhold(each)
    elif isinstance(told, dict):
        if told.get("__class__") == _ERROR and not _may_stay(told):
            said = _own_words(told)
            if said:
                told["message"] = f"{told['cls_name']}: {_INSTEAD}\n"
                yield said
        if told.get("user_failure_data"):
            # What a library says beside an error it raises for Dagster.
            told["user_failure_data"] = None
        for each in told.values():
            yield from _withhold(each)


def _leave_out(told: Any, words: re.Pattern[str]) -> None:
    """Take words out of the sentences Dagster says around an error."""
    if isinstance(told, list):
        for each in told:
            _leave_out(each, words)
    elif isinstance(told, dict) and told.get("__class__") != _ERROR:
        for name, each in told.items():
            if name in _SENTENCES and isinstance(each, str):
                told[name] = words.sub(_INSTEAD, each)
            else:
                _leave_out(each, words)


def _may_stay(error: dict[str, Any]) -> bool:
    kind = str(error["cls_name"])
    return kind in _NAMING_STEPS or (_OURS in error["message"] and not kind.startswith(_DAGSTER))


def _own_words(error: dict[str, Any]) -> str:
    """Return what an error says beside its class, with which its message begins; else nothing."""
    said, kind = error["message"].strip(), str(error["cls_name"])
    first, _, rest = said.partition(":")
    if first.rpartition(".")[2] != kind:
        return said
    return rest.strip()
