"""What an operator is told by mail: a run failed, a packet is late, mail is stuck, settings broke.

Takes names of jobs, steps, classes of errors and practices, and receipts. Refuses the text of an
error: it could hold a patient's data, and a mail is read by many machines.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.delivery import SUMMARY, packet_path
from pipeline.errors import Problem
from pipeline.packet_week import issued_at, newest_week
from pipeline.parcels import ALERT, Parcel
from pipeline.practice import Home, Practice
from pipeline.practice.home import HOME_FILE
from pipeline.resources.receipts import OWED, REFUSED, SENDING, WITHHELD, Receipt

LATE_AT = dt.time(12)
# A mail server that is down over a morning mends itself more often than not. 2026-11-30.
OWED_FOR = dt.timedelta(hours=4)
OPERATOR = "_operator"
"""In place of a practice's key, which never starts with an underscore."""

_NOT_A_KEY = re.compile(r"[^0-9A-Za-z]", re.ASCII)
_NOT_A_NAME = re.compile(r"[^\w.,:\[\]/ -]", re.ASCII)


def failure_alert(
    to: str, job: str, run_id: str, steps: Sequence[str], error_class: str, day: dt.date
) -> Parcel:
    """Return the message that a run failed.

    Args:
        to: The operator's address.
        job: Name of the job.
        run_id: Of the run; empty where it could not begin, or not even be written down.
        steps: Keys of the steps that failed; none if its process died.
        error_class: Class of the error; empty where nobody knows.
        day: On which it failed.
    """
    opening = f"denial-triage: a run of {_name(job)} failed"
    lines = (
        f"Run: {_name(run_id) or 'not known'}",
        f"Steps: {', '.join(map(_name, steps)) or 'none told; its process ended'}",
        f"Kind of error: {_name(error_class) or 'unknown'}",
        "The error's own words are not mailed: they could hold a patient's data.",
        "What was published before stays. Look at the run with: triage ui",
    )
    return _alert(to, OPERATOR, f"{ALERT}-{_NOT_A_KEY.sub('', run_id)[:8]}", day, opening, lines)


def late_alert(to: str, practice: Practice, now: dt.datetime) -> Parcel | None:
    """Return the message that a practice's packet is not there; None where it is, or is not late.

    A practice whose first packet is still to come is not late: its home may be an hour old.
    """
    week = newest_week(now, practice.zone, practice.week_starts_on)
    if now < late_from(week, practice.time_zone) or packet_path(practice, week, SUMMARY).exists():
        return None
    if not any(practice.packets_folder.glob("*-summary.pdf")):
        return None
    opening = f"denial-triage: the packet of {practice.practice_id} is late"
    lines = (
        f"Week: {week}",
        f"It was due at {issued_at(week, practice.time_zone):%H:%M} of that practice's day and is "
        "not in its packets folder.",
        "See what the last runs say with: triage ui. Make it with: triage run",
    )
    return _alert(to, practice.practice_id, f"{ALERT}-late", week, opening, lines)


def undelivered_alert(
    to: str, practice_id: str, period: dt.date, receipts: Sequence[Receipt], now: dt.datetime
) -> Parcel | None:
    """Return the message that deliveries of a period need a person; None where none does yet.

    One that was refused or held back does at once, one that is owed after four hours of tries.

    Args:
        to: The operator's address.
        practice_id: Whose they are.
        period: First day of the packet's week; of lists the day.
        receipts: The newest delivery of each kind to each reader.
        now: When that is asked.
    """
    stuck = [one for one in receipts if _is_stuck(one, now)]
    if not stuck:
        return None
    counts = Counter(f"{one.kind} {one.state}" for one in stuck)
    opening = f"denial-triage: deliveries of {practice_id} need a person"
    lines = (
        f"Period: {period}",
        f"Stuck: {', '.join(f'{count} {_name(what)}' for what, count in sorted(counts.items()))}",
        "To whom and why, their receipts say; what was made lies in the packets folder.",
        "Mend the cause, then: triage deliver; a packet that was refused goes with --week and its "
        "week",
    )
    return _alert(to, practice_id, f"{ALERT}-undelivered", period, opening, lines)


def settings_alert(to: str, home: Home, problems: Sequence[Problem], day: dt.date) -> Parcel | None:
    """Return the message that settings are wrong; None where they are not.

    Args:
        to: The operator's address.
        home: With the practices that are served all the same; the problems were found in it.
        problems: What is wrong; only where is told, and by practice.
        day: On which it was seen; on the next day it is told again.
    """
    where = sorted({_settings_of(home.path, problem) for problem in problems})
    if not where:
        return None
    is_of_all = HOME_FILE in where or not home.practices
    opening = "denial-triage: settings are wrong, and " + (
        "no run can start" if is_of_all else "practices are left out"
    )
    lines = (
        f"In: {', '.join(map(_name, where))}",
        "No practice of this home gets a packet until they are mended."
        if is_of_all
        else "Those practices get no packet until they are mended; the others get theirs.",
        "See each line with: triage check",
    )
    digest = hashlib.sha256("\n".join(where).encode()).hexdigest()
    return _alert(to, OPERATOR, f"{ALERT}-settings-{digest[:8]}", day, opening, lines)


def late_from(week: dt.date, time_zone: str) -> dt.datetime:
    """Return when the packet of a week is late: noon of the day it is issued on."""
    day = issued_at(week, time_zone).date()
    return dt.datetime.combine(day, LATE_AT, ZoneInfo(time_zone))


def alert_again(text: str, kind: str, practice_id: str, period: dt.date, to: str) -> Parcel:
    """Return an alert as its receipt keeps it, to be tried again."""
    opening, _, about = text.partition("\n")
    return Parcel(practice_id, kind, period, to, opening, opening, about)


def _alert(
    to: str, practice_id: str, kind: str, period: dt.date, opening: str, lines: Sequence[str]
) -> Parcel:
    about = "\n".join(lines)
    return Parcel(practice_id, kind, period, to, subject=opening, opening=opening, about=about)


def _is_stuck(receipt: Receipt, now: dt.datetime) -> bool:
    if receipt.state in (REFUSED, WITHHELD):
        return True
    first = receipt.tries[0].begun_at if receipt.tries else now.isoformat()
    waited = now - dt.datetime.fromisoformat(first)
    return receipt.state in (OWED, SENDING) and waited >= OWED_FOR


def _settings_of(home: Path, problem: Problem) -> str:
    """Return whose settings a problem is about: a practice's key, or the home's own."""
    inside = Path(problem.where).relative_to(home).parts
    return inside[1] if inside[:1] == ("practices",) and len(inside) > 1 else HOME_FILE


def _name(text: str) -> str:
    return _NOT_A_NAME.sub("", text)
