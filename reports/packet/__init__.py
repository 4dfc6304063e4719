"""What a page may show is here, or nowhere: plain frozen values, no tables, no identifiers.

Four contexts. ``Packet`` is the summary for all staff and holds no fact about a single claim.
``DecisionBook`` is what its meeting fills in. ``Worklists`` holds claim rows and ``KitBook`` what
answers a denial, both for the billing team only. Money in all but the last is whole dollars
(``int``), apportioned to claims by the largest remainder before it gets here, so every table sums
the same rows and the pages tie. Dates are dates in the practice's time zone.
"""

from reports.packet.aging import AgingPayer, UntouchedOwner, UntouchedPayer
from reports.packet.beside import Beside, RedFlag, Rejection, TakeBack, Waiting
from reports.packet.company import Company
from reports.packet.coverage import Coverage, PayerFeed
from reports.packet.decision_book import (
    CauseToDecide,
    DecisionBook,
    DecisionChoices,
    OpenDecision,
)
from reports.packet.denials import (
    Batch,
    Category,
    Cause,
    CauseKind,
    Concentration,
    ExpiringLine,
    OriginCount,
    Reason,
    Rise,
)
from reports.packet.differences import DifferenceCount, DifferenceRow, Differences
from reports.packet.edits import AdoptedEdit, EditVerdict
from reports.packet.errors import PacketError
from reports.packet.kits import (
    Acceptance,
    ClaimKits,
    Kit,
    KitBook,
    KitDocument,
    KitField,
    KitLimits,
    KitLine,
    Letter,
    LetterPart,
    LetterPartKind,
)
from reports.packet.measures import Measure, MeasureName, Promise, Repeat
from reports.packet.meeting import (
    CategoryPromise,
    Decision,
    DecisionState,
    Meeting,
    PromiseState,
)
from reports.packet.odds import Odds, OddsBasis
from reports.packet.quality import (
    AnswersBack,
    CheckLine,
    Quality,
    SourceTrouble,
    Unbalanced,
    Unbilled,
)
from reports.packet.summary import Headline, Packet
from reports.packet.vocabulary import (
    Origin,
    Owner,
    PayerCount,
    Preventable,
    Series,
    Size,
    Verdict,
)
from reports.packet.worklists import (
    Choices,
    ItemKind,
    Worklist,
    WorklistGroup,
    WorklistRow,
    Worklists,
)

__all__ = [
    "Acceptance",
    "AdoptedEdit",
    "AgingPayer",
    "AnswersBack",
    "Batch",
    "Beside",
    "Category",
    "CategoryPromise",
    "Cause",
    "CauseKind",
    "CauseToDecide",
    "CheckLine",
    "Choices",
    "ClaimKits",
    "Company",
    "Concentration",
    "Coverage",
    "Decision",
    "DecisionBook",
    "DecisionChoices",
    "DecisionState",
    "DifferenceCount",
    "DifferenceRow",
    "Differences",
    "EditVerdict",
    "ExpiringLine",
    "Headline",
    "ItemKind",
    "Kit",
    "KitBook",
    "KitDocument",
    "KitField",
    "KitLimits",
    "KitLine",
    "Letter",
    "LetterPart",
    "LetterPartKind",
    "Measure",
    "MeasureName",
    "Meeting",
    "Odds",
    "OddsBasis",
    "OpenDecision",
    "Origin",
    "OriginCount",
    "Owner",
    "Packet",
    "PacketError",
    "PayerCount",
    "PayerFeed",
    "Preventable",
    "Promise",
    "PromiseState",
    "Quality",
    "Reason",
    "RedFlag",
    "Rejection",
    "Repeat",
    "Rise",
    "Series",
    "Size",
    "SourceTrouble",
    "TakeBack",
    "Unbalanced",
    "Unbilled",
    "UntouchedOwner",
    "UntouchedPayer",
    "Verdict",
    "Waiting",
    "Worklist",
    "WorklistGroup",
    "WorklistRow",
    "Worklists",
]
