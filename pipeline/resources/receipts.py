"""What was delivered to whom, and what is still owed: one small private file a delivery.

Takes receipts. They are the home's memory and not the warehouse's: building that anew loses none.
Refuses nothing; the files hold addresses of staff, digests and fixed sentences, never content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.whole_files import replace_text, writing

FOLDER = "deliveries"
SENDING, SENT, OWED = "sending", "sent", "owed"
REFUSED, WITHHELD, LAPSED = "refused", "withheld", "lapsed"
"""States: under way (or died there), accepted, to be tried again, refused for good, not allowed to
be sent, not sent and no longer due."""
DIED = "The work ended while it was under way; it may have arrived."
REPLACED = "A newer version took its place."


@dataclass(frozen=True, slots=True)
class SentPart:
    """One file of a delivery: its name, the digest of its content before locking, its size."""

    name: str
    sha256: str
    byte_count: int
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """One try: when it began, and how it ended in a fixed sentence; empty = nobody knows."""

    begun_at: str
    words: str = ""
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """One delivery.

    Attributes:
        key: Of practice, kind, period, reader, content and how many came before.
        kind: ``packet``, ``lists``, ``folder`` or ``alert``.
        period: First day of the packet's week; of lists and alerts the day.
        to: Address, or the folder without a user in it.
        number: How many were accepted before for the same reader, kind and period.
        parts: What it carries.
        text: Of an alert, which carries nothing else.
        words: Why it is in its state, a fixed sentence.
        is_correction: Its reader had another version before.
        may_be_twice: The work ended between handing it over and knowing; it was sent again under
            the same Message-ID, by which mail systems drop the second.
    """

    key: str
    practice_id: str
    kind: str
    period: str
    to: str
    number: int = 0
    parts: tuple[SentPart, ...] = ()
    text: str = ""
    message_id: str = ""
    state: str = OWED
    words: str = ""
    is_correction: bool = False
    may_be_twice: bool = False
    tries: tuple[Try, ...] = field(default=())

    @property
    def content(self) -> str:
        """What two deliveries of the same have in common."""
        return content_of(self.parts, self.text)

    @property
    def may_have_arrived(self) -> bool:
        """Whether its reader has it, or could have."""
        return self.state in (SENT, SENDING) or any(
            not each.words or each.is_uncertain for each in self.tries
        )

    def trying(self, now: dt.datetime) -> Receipt:
        """Return it as a try begins; one that died under way is known to have been sent perhaps."""
        twice = self.may_be_twice or self.may_have_arrived
        known = self.ended(self.state, DIED, is_uncertain=True)
        tries = (*known.tries, Try(now.isoformat(timespec="seconds")))
        return replace(self, state=SENDING, words="", may_be_twice=twice, tries=tries)

    def tried(self, now: dt.datetime, state: str, words: str) -> Receipt:
        """Return it after a try that ended as it began: nothing was under way in between."""
        tries = (*self.tries, Try(now.isoformat(timespec="seconds"), words))
        return replace(self, state=state, words=words, tries=tries)

    def ended(self, state: str, words: str, *, is_uncertain: bool = False) -> Receipt:
        """Return it in a state; a try that is under way ends with the same words."""
        tries = self.tries
        if self.state == SENDING and tries:
            tries = (*tries[:-1], replace(tries[-1], words=words, is_uncertain=is_uncertain))
        return replace(self, state=state, words=words, tries=tries)


def content_of(parts: tuple[SentPart, ...], text: str = "") -> str:
    """Return SHA-256 over what a delivery says, as hex."""
    told = "\n".join([text, *(f"{part.name}\0{part.sha256}" for part in parts)])
    return hashlib.sha256(told.encode()).hexdigest()


def key_of(*told: str) -> str:
    """Return the key of a delivery: SHA-256 over what tells it from every other, as hex."""
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class Receipts:
    """All receipts of a home."""

    folder: Path

    @classmethod
    def of(cls, home: Home) -> Receipts:
        """Return the receipts of a home."""
        return cls(home.path / FOLDER)

    def write(self, receipt: Receipt) -> Receipt:
        """Keep a receipt so that it survives a power cut, and return it.

        Raises:
            WriteError: If it cannot be kept; then nothing may be sent.
        """
        target = self.file(receipt)
        with writing(target):
            for folder in (self.folder, target.parents[1], target.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
        replace_text(json.dumps(asdict(receipt), indent=1, ensure_ascii=False) + "\n", target)
        return receipt

    def earlier(self, practice_id: str, kind: str, period: dt.date, to: str) -> list[Receipt]:
        """Return the deliveries of one kind and period to one reader, in their order."""
        found = self._read(self.folder / practice_id / period.isoformat(), f"{kind}-*.json")
        return sorted((one for one in found if one.to == to), key=lambda one: one.number)

    def supersede(self, earlier: Sequence[Receipt], key: str) -> None:
        """Let what is still owed of other content lapse: its reader gets the newer one."""
        for one in earlier:
            if one.key != key and one.state in (OWED, SENDING, REFUSED, WITHHELD):
                was_under_way = one.state == SENDING
                self.write(one.ended(LAPSED, REPLACED, is_uncertain=was_under_way))

    def since(self, day: dt.date) -> list[Receipt]:
        """Return every receipt of a period that starts on a day or later, or written since."""
        written = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
        return [
            one
            for folder in sorted(self.folder.glob("*/*"))
            if folder.name >= day.isoformat() or folder.stat().st_mtime >= written
            for one in self._read(folder, "*.json")
        ]

    def file(self, receipt: Receipt) -> Path:
        """Return where a receipt is kept."""
        name = f"{receipt.kind}-{receipt.key[:16]}.json"
        return self.folder / receipt.practice_id / receipt.period / name

    def _read(self, folder: Path, pattern: str) -> Iterator[Receipt]:
        for file in sorted(folder.glob(pattern)):
            told = json.loads(file.read_text(encoding="utf-8"))
            told["parts"] = tuple(SentPart(**part) for part in told["parts"])
            told["tries"] = tuple(Try(**each) for each in told["tries"])
            yield Receipt(**told)
