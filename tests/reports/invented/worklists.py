"""An invented file of worklists."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from reports.packet import Choices, Odds, Worklist, WorklistGroup, WorklistRow, Worklists
from tests.reports.invented.kinds import BILLER, CODER, INTAKE, KINDS, MONDAY, PAYERS, POSTER, WEEK


def rows(count: int, seed: int, *, withheld: int = -1) -> tuple[WorklistRow, ...]:
    codes = ("90834", "90837", "90791", "99214", "96130")
    return tuple(
        WorklistRow(
            key=f"{seed:08X}{n:08X}-261123-04-11",
            claim_number=f"{100_000 + (seed * 7919 + n * 104_729) % 900_000}",
            visit_on=None if n == withheld else date(2026, 10, 1) + timedelta(days=(seed + n) % 29),
            service=None if n == withheld else codes[(seed + n) % 5],
            usual_usd=150,
            likely_back_usd=55 + (seed * 13 + n * 17) % 90,
            last_day_on=MONDAY + timedelta(days=1 + 9 * n + seed % 5),
            act_by_on=MONDAY + timedelta(days=2),
            is_withheld=n == withheld,
            odds=Odds("payer", 14, 22, Decimal("0.43"), Decimal("0.79")),
        )
        for n in range(count)
    )


def worklists() -> Worklists:
    def group_of(kind: int, payer: int, count: int, *, withheld: int = -1) -> WorklistGroup:
        made = KINDS[kind]
        return WorklistGroup("denial", "Denied", 4, PAYERS[payer], made.label, made.code,
                             made.action, 12 * count, Decimal("4.25"),
                             rows(count, kind * 10 + payer, withheld=withheld))  # fmt: skip

    rejected = WorklistGroup("rejection", "Sent back before the payer decided", 2,
                             "Harbor Health", "Member not found by the payer",
                             "277CA A7 : 33", "Correct the member number, send again as a first "
                             "claim", 20, Decimal("9.50"), rows(4, 3))  # fmt: skip
    return Worklists(
        practice_name="Riverbend Behavioral Group",
        packet_week=WEEK,
        covers_until=MONDAY,
        as_of_on=MONDAY,
        shred_on=MONDAY + timedelta(days=28),
        invented_notice="invented data",
        lists=(
            Worklist(CODER, "coder_charge_entry", 76, (
                                 group_of(0, 0, 6, withheld=2), group_of(0, 2, 3),
                                 group_of(0, 1, 1), group_of(0, 5, 1), group_of(0, 4, 1),
                                 group_of(7, 1, 1), group_of(7, 2, 1))),
            Worklist(INTAKE, "intake_eligibility", 96,
                     (rejected, group_of(1, 2, 4), group_of(1, 1, 3)), waiting_count=17),
            Worklist(BILLER, "claims_biller", 1400,
                     tuple(group_of(9, payer, 14) for payer in range(10))),
            Worklist(POSTER, "payment_poster", 0, (), waiting_count=1),
        ),
        choices=Choices(
            ("Called the payer", "Appealed"), ("Call the payer", "Appeal"),
            ("Coding & charge entry (MK)", "Claims billing"),
        ),
    )  # fmt: skip


def short() -> Worklists:
    """The first owner only."""
    lists = worklists()
    return replace(lists, lists=lists.lists[:1])
