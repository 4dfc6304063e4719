"""Pages 5, 6 and 9 of an invented week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from reports.packet import (
    AgingPayer,
    Beside,
    PayerFeed,
    Quality,
    RedFlag,
    Rejection,
    TakeBack,
    Unbalanced,
    UntouchedOwner,
    UntouchedPayer,
    Waiting,
)
from tests.reports.invented.kinds import (
    APPEALS,
    BILLER,
    CLINICIAN,
    CREDENTIALER,
    INTAKE,
    MONDAY,
    PAYERS,
    POSTER,
    WEEK,
)


def aging(count: int, scale: int) -> tuple[AgingPayer, ...]:
    return tuple(
        AgingPayer(
            PAYERS[n],
            (
                scale * (60 - 3 * n),
                scale * (25 + n),
                scale * 9,
                scale * (4 + n % 3),
                scale * (n + 5),
            ),
        )
        for n in range(count)
    )


def untouched(
    count: int, each: int
) -> tuple[tuple[UntouchedPayer, ...], tuple[UntouchedOwner, ...]]:
    payers = tuple(
        UntouchedPayer(PAYERS[n], 30 if n == 1 else 21, each + n, 107 * (each + n), 25 + 7 * n)
        for n in range(count)
    )
    claims, dollars = sum(p.claim_count for p in payers), sum(p.open_usd for p in payers)
    half = claims // 2
    owners = (UntouchedOwner(APPEALS, claims - half, dollars - 107 * half, 43),)
    if half:
        owners = (*owners, UntouchedOwner(BILLER, half, 107 * half, 32))
    return payers, owners if payers else ()


def beside() -> Beside:
    return Beside(
        rejections=(
            Rejection("Member not found by the payer", "Payer front door", "277CA A7 : 33",
                      "Harbor Health", 4, "Correct the member number, send again as a first claim",
                      INTAKE),
            Rejection("Rendering clinician number not on file", "Payer front door",
                      "277CA A7 : 562 : 82", "Optima Behavioral", 3,
                      "Check enrollment before sending again", CREDENTIALER),
            Rejection("File refused: one date field badly formed", "File check", "999 R",
                      "Clearinghouse", 2, "Repair the file and send every claim in it again",
                      BILLER),
        ),
        waiting=(
            Waiting("Payer is reviewing; nothing to send", "OA-133", "Northstate Medicaid", 3, 354,
                    19, None, APPEALS),
            Waiting("Records asked for: answer or it will deny", "277 R4", "Cedar Blue Plan", 2,
                    252, 11, date(2026, 12, 2), CLINICIAN),
        ),
        take_backs=(
            TakeBack("Overpayment taken back from this check", "PLB WO", "Cedar Blue Plan", "4471",
                     "7 visits, Jul to Aug", 432, POSTER),
            TakeBack("Balance moved to a later check", "PLB FB", "Lakeland HMO", "0926",
                     "No visit named: ask", 143, POSTER),
        ),
        red_flags=(
            RedFlag("One new clinician, every claim denied", "Optima Behavioral",
                    "5 of 5 claims; no effective date on file", 370,
                    "Get the effective date; hold visits for this payer", MONDAY + timedelta(1),
                    CREDENTIALER),
            RedFlag("One new location, none paid yet", "Northstate Medicaid, Eastgate",
                    "3 of 5 claims denied; other places paid", 213,
                    "Send the location form; ask for the date back to Oct 1",
                    MONDAY + timedelta(4), CREDENTIALER),
            RedFlag("Accepted, then silent", "Meridian Advantage",
                    "3 claims accepted 35 or more days ago, no answer", 240,
                    "Call: ask whether the group is loaded as in network", MONDAY + timedelta(2),
                    APPEALS),
        ),
    )  # fmt: skip


NOTHING_BESIDE = Beside((), (), (), ())


def quality(**changes: object) -> Quality:
    usual_week = Quality(
        file_count=41,
        file_with_findings_count=3,
        quarantined_file_count=0,
        adjudicated_claim_count=431,
        unbalanced=(Unbalanced("Cedar Blue Plan", 2, Decimal("14.20")),),
        unknown_codes=(),
        unknown_payers=(),
        rejected_set_count=1,
        unmatched_reversal_count=1,
        duplicate_claim_count=4,
        denied_to_patient_count=2,
        rules_digest="5f0c1a9e77b2",
    )
    return replace(usual_week, **changes)  # type: ignore[arg-type]


def feeds(count: int, missing: Sequence[int] = ()) -> tuple[PayerFeed, ...]:
    return tuple(
        PayerFeed(
            payer=PAYERS[n],
            file_count=0 if n in missing else 1 + n % 4,
            last_file_on=WEEK + timedelta(days=-3 if n in missing else 2 + n % 4),
            caller=BILLER,
            is_missing=n in missing,
            usual_share=Decimal("0.28"),
        )
        for n in range(count)
    )
