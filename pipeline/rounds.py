"""A round of deliveries: a week's packet and lists to all who get them, or all that is still owed.

Takes a home, a postman and the time. Refuses to mail an old week by itself, and to send what was
owed to somebody who is no longer to have it.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.alerts import alert_again
from pipeline.delivery import FOLDER
from pipeline.mailing import Postman
from pipeline.packet_week import WEEK, newest_week
from pipeline.parcels import ALERT, LISTS, PACKET, Parcel, list_parcels, packet_parcels
from pipeline.practice import Home, Practice
from pipeline.resources.mail import MailServer
from pipeline.resources.receipts import (
    LAPSED,
    OWED,
    REFUSED,
    SENDING,
    SENT,
    WITHHELD,
    Receipt,
    Receipts,
)

WEEKLY_JOB = "weekly_triage"
NOT_DUE = "It is no longer due to this reader, or what it was to carry is gone."
TOO_OLD = "It was tried for a week in vain."
TRIED_FOR = dt.timedelta(days=7)
# Connecting, encryption, login and a mail are six answers, and a look has a minute. 2026-11-30.
SECONDS_IN_A_HURRY = 8.0
LEAST_WAIT, MOST_WAIT = dt.timedelta(minutes=5), dt.timedelta(hours=2)


def postman_of(home: Home) -> Postman:
    """Return the postman of a home, with this machine's clock and environment: the edge."""
    return Postman(
        receipts=Receipts.of(home),
        server=MailServer(home.settings.mail, home.path, os.environ),
        clock=lambda: dt.datetime.now(dt.UTC),
        sleep=time.sleep,
    )


def postman_in_a_hurry(home: Home) -> Postman:
    """Return one who asks once and waits little, for a sensor: Dagster ends its look after 60 s."""
    usual = postman_of(home)
    server = replace(usual.server, seconds_to_answer=SECONDS_IN_A_HURRY)
    return replace(usual, server=server, pauses=())


def mails_by_itself(job: str, practice: Practice, week: dt.date, now: dt.datetime) -> bool:
    """Say whether a run mails its packet without being asked.

    The weekly run does, for the newest complete week: history that is brought in, a backfill and a
    week rendered again would else fill fifty mailboxes with old news.
    """
    return job == WEEKLY_JOB and week == newest_week(now, practice.zone, practice.week_starts_on)


def deliver_week(
    practice: Practice, week: dt.date, day: dt.date | None, postman: Postman
) -> list[Receipt]:
    """Mail a week's packet to its readers, and a day's lists; each only once.

    Args:
        practice: Whose they are.
        week: The packet week.
        day: Of the lists that go along; None = none do.
        postman: Who takes them.
    """
    lists = [] if day is None else list_parcels(practice, day)
    return postman.deliver([*packet_parcels(practice, week), *lists])


def deliver_owed(home: Home, postman: Postman) -> list[Receipt]:
    """Try again what is owed, and the newest lists that were held back for want of a password.

    What is no longer due or a week old lapses; older lists stay held back, for nobody works a list
    of last week.
    """
    now = postman.clock()
    owed = [one for one in postman.receipts.since(_oldest(now)) if one.state in (OWED, SENDING)]
    since = (now.date() - WEEK).isoformat()
    held_back = [
        one
        for one in newest(home, postman.receipts, now)
        if one.state == WITHHELD and one.period > since
    ]
    return [_again(home, receipt, postman, now) for receipt in (*owed, *held_back)]


def tries_due(home: Home, receipts: Receipts, now: dt.datetime) -> list[str]:
    """Return the keys of what is owed and has waited long enough, each with its count of tries.

    Of a practice whose settings are wrong nothing is tried: whom it is for is not known.

    A wait is as long as a delivery has been owed, so it doubles, between five minutes and two
    hours.
    """
    return [
        f"{receipt.key[:16]}-{len(receipt.tries)}"
        for receipt in receipts.since(_oldest(now))
        if receipt.state in (OWED, SENDING)
        and now >= _next_try(receipt, now)
        and not _waits_for_settings(home, receipt)
    ]


def may_be_told(receipts: Receipts, alert: Parcel, now: dt.datetime) -> bool:
    """Return whether an alert is to be sent now: it was not yet, and has waited since its last try.

    One mail of a kind and period is enough to begin: its counts change as people mend.
    """
    earlier = receipts.earlier(alert.practice_id, alert.kind, alert.period, alert.to)
    if any(one.state == SENT for one in earlier):
        return False
    return all(now >= _next_try(one, now) for one in earlier if one.state in (OWED, SENDING))


def newest(home: Home, receipts: Receipts, now: dt.datetime) -> list[Receipt]:
    """Return the newest delivery of each practice, kind and reader of the last weeks.

    Who is no longer a reader is left out, and so are alerts.
    """
    readers = {
        (practice.practice_id, kind, reader.address)
        for practice in home.practices
        for kind in (PACKET, LISTS)
        for reader in practice.settings.recipients
    } | {(practice.practice_id, FOLDER, practice.delivered_to) for practice in home.practices}
    found: dict[tuple[str, str, str], Receipt] = {}
    for one in sorted(receipts.since(_oldest(now)), key=lambda one: (one.period, one.number)):
        whose = one.practice_id, one.kind, one.to
        if whose in readers and one.state != LAPSED:
            found[whose] = one
    return list(found.values())


def told(receipts: Sequence[Receipt], handed_over: set[str]) -> str:
    """Say in a line what became of mails; "" where nobody gets any."""
    count = Counter(one.state for one in receipts)
    now = sum(one.key in handed_over for one in receipts)
    parts = (
        (now, "sent"),
        (count[SENT] - now, "sent before"),
        (count[OWED], "owed"),
        (count[REFUSED], "refused"),
        (count[WITHHELD], "not attached for want of a password"),
    )
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def _waits_for_settings(home: Home, receipt: Receipt) -> bool:
    unsound = {wrong.practice_id for wrong in home.unsound}
    return receipt.practice_id in unsound and receipt.kind in (PACKET, LISTS, FOLDER)


def _again(home: Home, receipt: Receipt, postman: Postman, now: dt.datetime) -> Receipt:
    if _waits_for_settings(home, receipt):
        return receipt
    period = dt.date.fromisoformat(receipt.period)
    known = {practice.practice_id: practice for practice in home.practices}
    practice = known.get(receipt.practice_id)
    if now - _first_try(receipt, now) > TRIED_FOR:
        return postman.receipts.write(receipt.ended(LAPSED, TOO_OLD))
    if receipt.kind == FOLDER and practice and practice.delivered_to == receipt.to:
        day = _day_of_lists(receipt)
        copied = postman.copy(practice, period, day)
        return copied or receipt
    for parcel in _due(home, receipt, practice, period):
        # Rendered anew since, it has another key; its reader is owed it all the same.
        if parcel.to == receipt.to:
            return postman.deliver([parcel])[0]
    uncertain = receipt.state == SENDING
    return postman.receipts.write(receipt.ended(LAPSED, NOT_DUE, is_uncertain=uncertain))


def _due(
    home: Home, receipt: Receipt, practice: Practice | None, period: dt.date
) -> Sequence[Parcel]:
    if receipt.kind.startswith(ALERT):
        if receipt.to != home.settings.mail.operator:
            return []
        told = receipt.text, receipt.kind, receipt.practice_id, period, receipt.to
        return [alert_again(*told)]
    if practice is None:
        return []
    parcels = {PACKET: packet_parcels, LISTS: list_parcels}.get(receipt.kind)
    return parcels(practice, period) if parcels else []


def _day_of_lists(receipt: Receipt) -> dt.date | None:
    """Return the day of the lists that went along to a folder; a list's name begins with it."""
    days = {part.name[:10] for part in receipt.parts} - {receipt.period}
    return dt.date.fromisoformat(max(days)) if days else None


def _oldest(now: dt.datetime) -> dt.date:
    # A packet's period starts a week before it is issued; a day more for time zones.
    return now.date() - WEEK - 2 * TRIED_FOR - dt.timedelta(days=1)


def _first_try(receipt: Receipt, now: dt.datetime) -> dt.datetime:
    return dt.datetime.fromisoformat(receipt.tries[0].begun_at) if receipt.tries else now


def _next_try(receipt: Receipt, now: dt.datetime) -> dt.datetime:
    if not receipt.tries:
        return now
    first, last = (dt.datetime.fromisoformat(receipt.tries[at].begun_at) for at in (0, -1))
    return last + min(max(last - first, LEAST_WAIT), MOST_WAIT)
