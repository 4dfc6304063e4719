"""Parcels on their way: each once, with a receipt, tried again where that can help.

Takes parcels that are due. Writes that it is about to send before it sends, so a run that is killed
in between is known by its receipt; such a mail goes out again under the same Message-ID. Refuses to
send lists that cannot be locked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from pipeline.delivery import copy_to_folder
from pipeline.parcels import CORRECTED, Parcel
from pipeline.practice import Practice
from pipeline.practice.secret_references import SecretError
from pipeline.resources import receipts as kept
from pipeline.resources.locked_files import SHORTEST_PASSWORD, locked
from pipeline.resources.mail import LATER, REFUSED, MailError, MailServer
from pipeline.resources.reaching import PAUSES, Reaching
from pipeline.resources.receipts import Receipt, Receipts, key_of
from pipeline.resources.whole_files import WriteError

SECONDS_BETWEEN_TRIES = (2.0, 10.0)
ACCEPTED = "The mail server accepted it."
NO_SERVER = "home.toml names no mail server."
SERVER_DOWN = "Not tried: the mail server failed just before."
NOT_THERE = "The list password that settings name is not here: the lists are not attached."
TOO_SHORT = (
    f"The list password has fewer than {SHORTEST_PASSWORD} characters: the lists are not attached."
)
_TYPES = {
    ".pdf": "pdf",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class WithheldError(Exception):
    """A parcel that may not be sent as things are; its text is a fixed sentence."""


@dataclass
class Postman:
    """Hands parcels over, and remembers that the server does not answer.

    Attributes:
        receipts: Where each delivery is kept.
        server: Where mail is handed over.
        clock: Gives the time, in UTC.
        sleep: Waits some seconds between two tries.
        pauses: Seconds before each further try of one mail.
        is_down: Whether it would not take anything now.
        is_shaky: Whether it hung up or fell silent over a message: each further mail is then tried
            once, or a server that stalls would be waited for by each reader anew.
        handed_over: Keys of what it took.
        away: Servers of folders that a copy failed at.
    """

    receipts: Receipts
    server: MailServer
    clock: Callable[[], dt.datetime]
    sleep: Callable[[float], object]
    pauses: Sequence[float] = SECONDS_BETWEEN_TRIES
    is_down: bool = field(default=False, init=False)
    is_shaky: bool = field(default=False, init=False)
    handed_over: set[str] = field(default_factory=set, init=False)
    away: set[str] = field(default_factory=set, init=False)

    def copy(self, practice: Practice, week: dt.date, day: dt.date | None) -> Receipt | None:
        """Copy a week to the folder that its practice names, and return the receipt, if any.

        A server that failed in this round is asked once more for each copy and not waited for, so
        that one that is away does not hold up the mail of five practices.

        Args:
            practice: Whose it is.
            week: The packet week.
            day: Of the lists that go with it; None = none do.

        Raises:
            WriteError: The receipt cannot be kept.
        """
        host = urlsplit(practice.delivered_to).netloc
        pauses = () if host in self.away else PAUSES
        reaching = Reaching(self.server.environment, self.sleep, pauses)
        receipt = copy_to_folder(practice, week, day, self.receipts, self.clock(), reaching)
        if receipt is not None and receipt.state == kept.OWED:
            self.away.add(host)
        return receipt

    def deliver(self, parcels: Iterable[Parcel]) -> list[Receipt]:
        """Deliver what was not delivered yet; return the receipt of each parcel.

        Raises:
            WriteError: A receipt cannot be kept; then nothing more is sent.
        """
        return [self._deliver(parcel) for parcel in parcels]

    def tell(self, alert: Parcel) -> None:
        """Deliver an alert; a disk that takes no receipt may be what it tells of.

        It is then sent once without one, and lost where that fails too.
        """
        try:
            self.deliver([alert])
        except WriteError:
            with suppress(MailError):
                self.server.send(self._composed(alert, self._receipt(alert, [])))

    def receipt_for(self, parcel: Parcel) -> Receipt:
        """Return the receipt of a parcel as it is kept, or as it begins."""
        return self._receipt(parcel, self._earlier(parcel))

    def _deliver(self, parcel: Parcel) -> Receipt:
        earlier = self._earlier(parcel)
        accepted = [one for one in earlier if one.state == kept.SENT]
        if accepted and accepted[-1].content == parcel.content:
            self.receipts.supersede(earlier, accepted[-1].key)
            return accepted[-1]
        receipt = self._receipt(parcel, earlier)
        self.receipts.supersede(earlier, receipt.key)
        try:
            message = self._composed(parcel, receipt)
        except WithheldError as error:
            return self.receipts.write(receipt.ended(kept.WITHHELD, str(error)))
        words = SERVER_DOWN if self.is_down else "" if self.server.settings.host else NO_SERVER
        if words:
            # A try of its own: waits and what asks for the next one are counted by tries.
            return self.receipts.write(receipt.tried(self.clock(), kept.OWED, words))
        return self._sent(message, receipt)

    def _earlier(self, parcel: Parcel) -> list[Receipt]:
        return self.receipts.earlier(parcel.practice_id, parcel.kind, parcel.period, parcel.to)

    def _receipt(self, parcel: Parcel, earlier: Sequence[Receipt]) -> Receipt:
        number = sum(one.state == kept.SENT for one in earlier)
        period = parcel.period.isoformat()
        told = (parcel.practice_id, parcel.kind, period, parcel.to, parcel.content, str(number))
        key = key_of(*told)
        found = next((one for one in earlier if one.key == key), None)
        if found is not None:
            return found
        domain = self.server.settings.from_address.rpartition("@")[2] or "localhost"
        return Receipt(
            key=key,
            practice_id=parcel.practice_id,
            kind=parcel.kind,
            period=period,
            to=parcel.to,
            number=number,
            parts=tuple(replace(part, is_locked=parcel.is_locked) for part in parcel.parts),
            text=parcel.text,
            message_id=f"<{key[:40]}@{domain}>",
            is_correction=any(one.may_have_arrived for one in earlier),
        )

    def _sent(self, message: EmailMessage, receipt: Receipt) -> Receipt:
        for wait in (*(() if self.is_shaky else self.pauses), None):
            receipt = self.receipts.write(receipt.trying(self.clock()))
            try:
                self.server.send(message)
            except MailError as error:
                state = kept.REFUSED if error.kind == REFUSED else kept.OWED
                receipt = self.receipts.write(
                    receipt.ended(state, error.words, is_uncertain=error.is_uncertain)
                )
                self.is_shaky = self.is_shaky or error.is_uncertain
                if error.kind != LATER or wait is None:
                    self.is_down = error.concerns_all
                    return receipt
                self.sleep(wait)
            else:
                self.handed_over.add(receipt.key)
                return self.receipts.write(receipt.ended(kept.SENT, ACCEPTED))
        return receipt

    def _composed(self, parcel: Parcel, receipt: Receipt) -> EmailMessage:
        if parcel.withheld:
            raise WithheldError(parcel.withheld)
        password = self._password(parcel)
        message = EmailMessage()
        message["From"] = self.server.settings.from_address
        message["To"] = parcel.to
        message["Subject"] = ("Corrected: " if receipt.is_correction else "") + parcel.subject
        message["Date"] = format_datetime(self.clock())
        message["Message-ID"] = receipt.message_id
        # No reply of an absent reader's machine, please.
        message["Auto-Submitted"] = "auto-generated"
        corrected = CORRECTED.get(parcel.kind, "") if receipt.is_correction else ""
        lines = (parcel.opening, corrected, parcel.about)
        message.set_content("\n\n".join(filter(None, lines)) + "\n")
        for file in parcel.files:
            content = file.read_bytes()
            message.add_attachment(
                locked(file.name, content, password) if password else content,
                maintype="application",
                subtype=_TYPES[file.suffix],
                filename=file.name,
            )
        return message

    def _password(self, parcel: Parcel) -> str:
        if parcel.password is None:
            return ""
        try:
            password = parcel.password.read(parcel.password_folder, self.server.environment)
        except SecretError as error:
            raise WithheldError(NOT_THERE) from error
        if len(password) < SHORTEST_PASSWORD:
            raise WithheldError(TOO_SHORT)
        return password
