"""The whole summary of one week: counts only, for all staff."""

from dataclasses import dataclass
from datetime import date

from reports.packet.aging import AgingPayer, UntouchedOwner, UntouchedPayer
from reports.packet.beside import Beside
from reports.packet.coverage import Coverage
from reports.packet.denials import Batch, Category, Cause, ExpiringLine, OriginCount, Rise
from reports.packet.edits import AdoptedEdit
from reports.packet.measures import Measure, Repeat
from reports.packet.meeting import Meeting
from reports.packet.quality import Quality
from reports.packet.vocabulary import Series, Size, Verdict


@dataclass(frozen=True, slots=True)
class Headline:
    """The tiles of page 1; the last value of each series is this week's figure.

    Attributes:
        denied: claims denied this week.
        likely_back: whole dollars likely back if they are worked.
        untouched: open claims without a recorded action for their payer's limit.
        rejected: claims rejected before a payer decided; in no denial count.
        billed_usd: charges of the denied claims, whole dollars.
        untouched_open_usd: whole dollars open on the untouched claims.
        untouched_days: the practice's usual limit, for the tile's name.
    """

    denied: Series
    likely_back: Series
    untouched: Series
    rejected: Series
    billed_usd: int
    untouched_open_usd: int
    untouched_days: int = 21


@dataclass(frozen=True, slots=True)
class Packet:
    """One practice, one week. Complete lists: the pages cut them and say what was cut.

    Attributes:
        practice_name: for people.
        size: which limits the pages keep.
        packet_week: first day covered.
        covers_until: first day no longer covered (exclusive).
        issued_on: day of the meeting.
        invented_notice: printed in every foot when the data are made up; empty otherwise.
        coverage: which files arrived.
        headline: the five tiles.
        categories: this week's denials, most claims first, then most likely dollars.
        expiring: open denials with at most 14 days left, soonest first.
        batches: this week's denials in work order.
        origins: where they start, in the order of the work.
        causes: in order of dollars a week x weeks seen.
        beside: rejections, waiting, take-backs, red flags.
        aging: by payer; the page sorts by dollars over 90 days.
        untouched_by_payer: most dollars first.
        untouched_by_owner: most dollars first.
        measures: the five, in the order of ``MeasureName``.
        repeats: most claims first.
        quality: page 9.
        meeting: what page 8 looks back at.
        edits: checks before sending that the practice adopted; what needs a word first.
        rises: what a rise is made of; empty unless claims denied are above their usual range.
    """

    practice_name: str
    size: Size
    packet_week: date
    covers_until: date
    issued_on: date
    invented_notice: str
    coverage: Coverage
    headline: Headline
    categories: tuple[Category, ...]
    expiring: tuple[ExpiringLine, ...]
    batches: tuple[Batch, ...]
    origins: tuple[OriginCount, ...]
    causes: tuple[Cause, ...]
    beside: Beside
    aging: tuple[AgingPayer, ...]
    untouched_by_payer: tuple[UntouchedPayer, ...]
    untouched_by_owner: tuple[UntouchedOwner, ...]
    measures: tuple[Measure, ...]
    repeats: tuple[Repeat, ...]
    quality: Quality
    meeting: Meeting
    rises: tuple[Rise, ...] = ()
    edits: tuple[AdoptedEdit, ...] = ()

    @property
    def denied_count(self) -> int:
        """Claims denied this week, from the rows that every page shows."""
        return sum(category.claim_count for category in self.categories)

    @property
    def billed_usd(self) -> int:
        """Their charges, whole dollars."""
        return sum(category.billed_usd for category in self.categories)

    @property
    def likely_back_usd(self) -> int:
        """What is likely to come back of them, whole dollars."""
        return sum(category.likely_back_usd for category in self.categories)

    @property
    def expiring_count(self) -> int:
        """Open denials of any week with at most 14 days left."""
        return sum(line.claim_count for line in self.expiring)

    @property
    def expiring_usd(self) -> int:
        """What is likely to come back of them, whole dollars."""
        return sum(line.likely_back_usd for line in self.expiring)

    @property
    def untouched_count(self) -> int:
        """Open claims that nobody touched within their payer's limit."""
        return sum(line.claim_count for line in self.untouched_by_payer)

    @property
    def rejected_count(self) -> int:
        """Claims rejected before a payer decided; in no denial count."""
        return sum(row.claim_count for row in self.beside.rejections)

    @property
    def denied_verdict(self) -> Verdict:
        """What the week's denials say beside earlier weeks: nothing while a file is missing."""
        return "not_compared" if self.coverage.missing else self.headline.denied.verdict

    @property
    def is_quiet(self) -> bool:
        """A real zero: no denial, and no file missing that could hold one."""
        return not self.denied_count and not self.coverage.missing
