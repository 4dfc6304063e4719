"""Invented weeks of invented practices: every figure follows from the claims listed here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from reports.packet import (
    AgingPayer,
    Batch,
    Beside,
    Category,
    Cause,
    Concentration,
    Coverage,
    ExpiringLine,
    Headline,
    Measure,
    Origin,
    OriginCount,
    Owner,
    Packet,
    PayerCount,
    PayerFeed,
    Preventable,
    Quality,
    Reason,
    RedFlag,
    Rejection,
    Repeat,
    Series,
    Size,
    TakeBack,
    Unbalanced,
    UntouchedOwner,
    UntouchedPayer,
    Waiting,
    Worklist,
    WorklistGroup,
    WorklistRow,
    Worklists,
)
from reports.ranges import judged

MONDAY = date(2026, 11, 23)
WEEK = MONDAY - timedelta(days=7)

CODER = Owner("Coding & charge entry", "JS")
AUTHORIZER = Owner("Authorization desk", "TK")
INTAKE = Owner("Intake & eligibility", "MR")
CREDENTIALER = Owner("Credentialing", "RC")
CLINICIAN = Owner("Treating clinicians", "DP")
BILLER = Owner("Claims billing", "LV")
APPEALS = Owner("Appeals & follow-up", "AN")
POSTER = Owner("Payment posting", "EB")

PAYERS = ("Cedar Blue Plan", "Northstate Medicaid", "Optima Behavioral", "Harbor Health",
          "Lakeland HMO", "Unity Commercial", "Meridian Advantage", "TriValley Health",
          "Summit State Plan", "Pinewood Mutual")  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A reason with everything that hangs on it."""

    category: str
    label: str
    code: str
    owner: Owner
    origin: Origin
    preventable: Preventable
    chance: str
    minutes: int
    action: str
    check: str


KINDS = (
    Kind("Coding", "Telehealth modifier missing", "CO-4", CODER, "coding", "yes", "0.75", 4,
         "Add the modifier; send a corrected claim",
         "Stop a claim with place 02 or 10 and no telehealth modifier this payer wants"),
    Kind("Eligibility", "Wrong plan billed (carve-out)", "CO-109", INTAKE, "intake_scheduling",
         "yes", "0.45", 8, "Find the behavioral-health plan; send a new claim there",
         "Keep a list of plans whose behavioral benefit sits elsewhere; block them at intake"),
    Kind("Authorization", "No authorization on file", "CO-197", AUTHORIZER, "intake_scheduling",
         "yes", "0.40", 11, "Ask for a back-dated authorization, then resend with the number",
         "Hold the visit when no active authorization is on file for that payer and service"),
    Kind("Credentialing", "Clinician not linked to the group", "CO-16 N290", CREDENTIALER,
         "credentialing_enrollment", "yes", "0.55", 20,
         "Confirm the link date; ask the payer to reprocess from that date",
         "Do not schedule a payer until its effective date is on file for that clinician and place"),
    Kind("Documentation", "Records needed to decide", "CO-252", CLINICIAN,
         "clinical_documentation", "yes", "0.50", 20,
         "Send the progress note with start and stop times",
         "Keep the claim until the progress note is signed with times"),
    Kind("Authorization", "More visits than authorized", "CO-198", AUTHORIZER,
         "intake_scheduling", "yes", "0.35", 11,
         "Ask for a back-dated authorization, then resend with the number",
         "Warn the scheduler at the last authorized visit but two"),
    Kind("Benefit limit", "Benefit limit reached", "CO-119", INTAKE, "payer", "partly", "0.125", 15,
         "Check the count; parity review before billing the client",
         "Count visits against the benefit before the visit"),
    Kind("Coding", "Place of service does not fit", "CO-5", CODER, "coding", "yes", "0.75", 4,
         "Correct the place; send a corrected claim",
         "Fill the place of service from the visit type, not by hand"),
    Kind("Member details", "Member number not recognized", "CO-31", INTAKE, "intake_scheduling",
         "yes", "0.70", 12, "Correct the member number; resend",
         "Check the member number on the day of the visit"),
    Kind("Other insurance", "Another plan must pay first", "CO-22", BILLER, "intake_scheduling",
         "yes", "0.50", 15, "Get the first plan's statement; bill in order",
         "Ask for other insurance at each first visit of a quarter"),
    Kind("Medical necessity", "Not medically necessary", "CO-50", APPEALS, "payer", "no", "0.30",
         45, "Appeal with the plan of care", "None: the payer's side"),
    Kind("Eligibility", "Coverage ended before the visit", "CO-27", INTAKE, "intake_scheduling",
         "yes", "0.45", 15, "Find the coverage of that day; send a new claim there",
         "Check coverage the day before each visit"),
    Kind("Filing limit", "Sent after the filing limit", "CO-29", BILLER, "billing_submission",
         "yes", "0.15", 20, "Send the acceptance report as proof",
         "Send every claim within five days of the visit"),
    Kind("Claim data", "Claim data missing or wrong", "CO-16 M20", BILLER, "billing_submission",
         "yes", "0.80", 6, "Complete the claim; resend", "Refuse a claim without a service code"),
    Kind("Payer error", "Paid to the wrong group", "CO-24", APPEALS, "payer", "no", "0.60", 30,
         "Ask the payer to reprocess", "None: the payer's side"),
)  # fmt: skip

Cell = tuple[int, int, int]
"""Kind, payer, claims."""

GROUP_CELLS: tuple[Cell, ...] = (
    (0, 0, 6), (0, 2, 3), (0, 1, 1), (0, 5, 1), (0, 4, 1), (1, 2, 4), (1, 1, 3), (1, 3, 1),
    (2, 1, 6), (3, 4, 2), (3, 1, 2), (3, 0, 1), (4, 1, 1), (4, 2, 1), (4, 0, 1), (5, 2, 2),
    (5, 1, 1), (6, 3, 1), (6, 5, 1), (6, 0, 1), (7, 1, 1), (7, 2, 1), (8, 1, 1), (9, 2, 1),
    (10, 2, 1), (11, 1, 1),
)  # fmt: skip
SOLO_CELLS: tuple[Cell, ...] = ((4, 1, 1), (2, 1, 1), (3, 1, 1))
BAD_CELLS: tuple[Cell, ...] = tuple(cell for cell in GROUP_CELLS if cell[1] != 1)[:14]
LARGE_CELLS: tuple[Cell, ...] = tuple(
    (kind, payer, 1 + (17 * kind + 11 * payer) % (22 if kind < 4 else 7))
    for kind in range(len(KINDS))
    for payer in range(len(PAYERS))
)


def usual(cell: Cell) -> int:
    return cell[2] * (96 + 7 * cell[1])


def likely(cell: Cell) -> int:
    return int(usual(cell) * Decimal(KINDS[cell[0]].chance))


def billed(cell: Cell) -> int:
    return cell[2] * (165 + 5 * cell[1])


def reasons(cells: Sequence[Cell]) -> dict[int, Reason]:
    """One reason a kind, ranked by claims, then by likely dollars."""
    by_kind: dict[int, list[Cell]] = {}
    for cell in cells:
        by_kind.setdefault(cell[0], []).append(cell)
    order = sorted(by_kind, key=lambda k: (-sum(c[2] for c in by_kind[k]), k))
    return {
        kind: Reason(
            rank=rank,
            label=KINDS[kind].label,
            code=KINDS[kind].code,
            payers=tuple(
                PayerCount(PAYERS[c[1]], c[2]) for c in sorted(by_kind[kind], key=lambda c: -c[2])
            ),
            claim_count=sum(c[2] for c in by_kind[kind]),
            billed_usd=sum(map(billed, by_kind[kind])),
            likely_back_usd=sum(map(likely, by_kind[kind])),
        )
        for rank, kind in enumerate(order, start=1)
    }


def categories(cells: Sequence[Cell]) -> tuple[Category, ...]:
    grouped: dict[str, list[tuple[Kind, Reason]]] = {}
    for kind, reason in reasons(cells).items():
        grouped.setdefault(KINDS[kind].category, []).append((KINDS[kind], reason))
    made = [
        Category(
            name=name,
            preventable=pairs[0][0].preventable,
            origin=pairs[0][0].origin,
            claim_count=sum(r.claim_count for _, r in pairs),
            billed_usd=sum(r.billed_usd for _, r in pairs),
            likely_back_usd=sum(r.likely_back_usd for _, r in pairs),
            owner=pairs[0][0].owner,
            next_action=pairs[0][0].action,
            act_by_on=MONDAY + timedelta(days=1 if name == "Coding" else 4),
            reasons=tuple(r for _, r in pairs),
        )
        for name, pairs in grouped.items()
    ]
    return tuple(sorted(made, key=lambda c: (-c.claim_count, -c.likely_back_usd, c.name)))


def batches(cells: Sequence[Cell]) -> tuple[Batch, ...]:
    def score(cell: Cell) -> tuple[float, Cell]:
        return (-likely(cell) / (4 + KINDS[cell[0]].minutes * cell[2]), cell)

    return tuple(
        Batch(
            rank=rank,
            payer=PAYERS[cell[1]],
            reason=KINDS[cell[0]].label,
            claim_count=cell[2],
            usual_payment_usd=usual(cell),
            chance=Decimal(KINDS[cell[0]].chance),
            likely_back_usd=likely(cell),
            minutes=4 + KINDS[cell[0]].minutes * cell[2],
            last_day_on=MONDAY + timedelta(days=(13 * cell[0] + 29 * cell[1]) % 97 + 1),
            owner=KINDS[cell[0]].owner,
        )
        for rank, cell in enumerate(sorted(cells, key=score), start=1)
    )


def expiring(count: int) -> tuple[ExpiringLine, ...]:
    lines = []
    for n in range(count):
        kind = KINDS[(n * 3) % len(KINDS)]
        days = 1 + n * 13 // max(count, 1)
        lines.append(
            ExpiringLine(MONDAY + timedelta(days=days), days, PAYERS[n % 3], kind.label,
                         1, 55 + 7 * n, kind.owner)
        )  # fmt: skip
    return tuple(lines)


def origins(cells: Sequence[Cell]) -> tuple[OriginCount, ...]:
    names: tuple[Origin, ...] = ("intake_scheduling", "clinical_documentation", "coding",
                                 "billing_submission", "credentialing_enrollment", "payer")  # fmt: skip
    return tuple(
        OriginCount(
            origin=name,
            claim_count=sum(c[2] for c in cells if KINDS[c[0]].origin == name),
            usual_count=Decimal(sum(c[2] for c in cells if KINDS[c[0]].origin == name)) * 3 / 5 + 1,
            likely_back_usd=sum(likely(c) for c in cells if KINDS[c[0]].origin == name),
        )
        for name in names
    )


def causes(cells: Sequence[Cell]) -> tuple[Cause, ...]:
    made = []
    for n, (kind, reason) in enumerate(reasons(cells).items()):
        claims = reason.claim_count
        first = reason.payers[0]
        made.append(
            Cause(
                label=reason.label,
                kind=("lasting", "keeps_coming", "burst", "chronic")[n % 4],
                origin=KINDS[kind].origin,
                concentrations=(
                    Concentration(first.claim_count, claims, "from", first.payer),
                    Concentration(max(claims // 3, 1), claims, "at", "Telehealth"),
                ),
                weekly_counts=(claims // 2, claims // 3, claims // 3, n % 2 or claims // 2,
                               claims // 2, claims),
                likely_back_usd=reason.likely_back_usd,
                check=KINDS[kind].check,
                owner=KINDS[kind].owner,
                since_on=date(2026, 10, 12) if n % 4 == 0 else None,
            )
        )  # fmt: skip
    return tuple(made)


def weeks(last: int | None, spread: int, base: int) -> tuple[int | None, ...]:
    """Twelve unremarkable weeks and this one."""
    wave = (0, 2, 1, 3, 1, 4, 2, 0, 3, 1, 2, 1)
    return (*(max(base + spread * w // 4, 0) for w in wave), last)


def measure(name: str, values: Sequence[str | None], top: int, of: int, **more: object) -> Measure:
    known = [None if v is None else Decimal(v) for v in values]
    series = judged(known, is_feed_missing=False, is_few=False)
    return Measure(name=name, value=known[-1], numerator=top, denominator=of, claim_count=of,
                   series=series, **more)  # type: ignore[arg-type]  # fmt: skip


def rates(last: str, *, base: Decimal) -> list[str]:
    wave = (0, 4, 1, 3, 6, 3, 5, 2, 8, 2, 0, 1)
    return [*(str(base + Decimal(w) / 1000) for w in wave), last]


def measures() -> tuple[Measure, ...]:
    days = ["3.5", "4.8", "4.1", "5.0", "4.0", "5.2", "3.6", "4.1", "5.3", "3.9", "4.4", "4.2"]
    return (
        measure("initial_denial_rate", rates("0.1117", base=Decimal("0.072")), 46, 412),
        measure("days_to_submit", [*days, "4.0"], 0, 380, slowest_tenth_days=11),
        measure("first_pass_rate", rates("0.8835", base=Decimal("0.876")), 364, 412),
        replace(
            measure("ar_over_90_share", rates("0.169", base=Decimal("0.162")), 15_512, 91_783),
            claim_count=801,
        ),
        measure("recurring_share", rates("0.4565", base=Decimal("0.310")), 21, 46),
    )


def few_measures() -> tuple[Measure, ...]:
    none = [None] * 12
    return (
        measure("initial_denial_rate", [*none, "0.1579"], 3, 19),
        measure("days_to_submit", [*none, "3.0"], 0, 17, slowest_tenth_days=6),
        measure("first_pass_rate", [*none, "0.8421"], 16, 19),
        replace(measure("ar_over_90_share", [*none, "0.21"], 428, 2040), claim_count=18),
        measure("recurring_share", [*none, "0.6667"], 2, 3),
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


def packet(name: str, size: Size, cells: Sequence[Cell], payer_count: int) -> Packet:
    """A week in which every file arrived and nothing stands beside the denials."""
    groups = categories(cells)
    claims = sum(group.claim_count for group in groups)
    dollars = sum(group.likely_back_usd for group in groups)
    return Packet(
        practice_name=name,
        size=size,
        packet_week=WEEK,
        covers_until=MONDAY,
        issued_on=MONDAY,
        invented_notice="invented data, not a real practice",
        coverage=Coverage(feeds(payer_count), 5, 5, 0),
        headline=Headline(
            denied=judged(weeks(claims, 8, claims * 2 // 3), is_feed_missing=False, is_few=False),
            likely_back=judged(
                weeks(dollars, dollars // 9, dollars * 8 // 9), is_feed_missing=False, is_few=False
            ),
            untouched=judged(weeks(0, 4, 1), is_feed_missing=False, is_few=False),
            rejected=judged(weeks(0, 5, 0), is_feed_missing=False, is_few=False),
            billed_usd=sum(group.billed_usd for group in groups),
            untouched_open_usd=0,
        ),
        categories=groups,
        expiring=(),
        batches=batches(cells),
        origins=origins(cells),
        causes=causes(cells),
        beside=NOTHING_BESIDE,
        aging=(),
        untouched_by_payer=(),
        untouched_by_owner=(),
        measures=measures(),
        repeats=(),
        quality=quality(unbalanced=(), rejected_set_count=0),
    )


def with_backlog(base: Packet, *, payer_count: int, each: int, scale: int) -> Packet:
    payers, owners = untouched(payer_count, each)
    claims = sum(payer.claim_count for payer in payers)
    return replace(
        base,
        aging=aging(len(base.coverage.payers), scale),
        untouched_by_payer=payers,
        untouched_by_owner=owners,
        headline=replace(
            base.headline,
            untouched=judged(weeks(claims, 4, claims), is_feed_missing=False, is_few=False),
            untouched_open_usd=sum(payer.open_usd for payer in payers),
        ),
    )


def with_beside(base: Packet) -> Packet:
    return replace(
        base,
        beside=beside(),
        coverage=replace(base.coverage, unbalanced_claim_count=2),
        quality=quality(),
        headline=replace(
            base.headline, rejected=judged(weeks(9, 5, 7), is_feed_missing=False, is_few=False)
        ),
    )


REPEATS = (
    Repeat("Telehealth modifier missing", "Cedar Blue Plan", 7, 12, promise="done"),
    Repeat("Wrong plan billed (carve-out)", "Optima Behavioral", 2, 8, promise="done"),
    Repeat("No authorization on file", "Northstate Medicaid", 2, 6, promise="not_done"),
    Repeat("Clinician not linked to the group", "Lakeland HMO", 5, 5, promise="started"),
    Repeat("Records needed to decide", "Northstate Medicaid", 2, 3),
    Repeat("Place of service does not fit", "Northstate Medicaid", 1, 2),
)


def group() -> Packet:
    base = packet("Riverbend Behavioral Group", "group", GROUP_CELLS, 8)
    base = with_beside(with_backlog(base, payer_count=5, each=3, scale=31))
    return replace(base, expiring=expiring(5), repeats=REPEATS)


def large() -> Packet:
    base = packet("Tri-County Behavioral Health", "large", LARGE_CELLS, 10)
    base = with_beside(with_backlog(base, payer_count=10, each=81, scale=756))
    return replace(base, expiring=expiring(58), repeats=(*REPEATS, *REPEATS))


def few(series: Series) -> Series:
    return replace(series, verdict="too_few")


def solo() -> Packet:
    base = with_backlog(
        packet("Juniper Counseling", "solo", SOLO_CELLS, 3), payer_count=1, each=2, scale=12
    )
    rejection = Rejection("Member not found by the payer", "Payer front door", "277CA A7 : 33",
                          "Harbor Health", 1, "Correct the member number, send again",
                          Owner("Intake & eligibility"))  # fmt: skip
    head = base.headline
    return replace(
        base,
        beside=replace(NOTHING_BESIDE, rejections=(rejection,)),
        headline=replace(
            head,
            denied=few(judged(weeks(3, 4, 2), is_feed_missing=False, is_few=False)),
            likely_back=few(head.likely_back),
            untouched=few(head.untouched),
            rejected=few(judged(weeks(1, 4, 0), is_feed_missing=False, is_few=False)),
        ),
        measures=few_measures(),
    )


def quiet() -> Packet:
    base = with_backlog(
        packet("Juniper Counseling", "solo", (), 3), payer_count=1, each=2, scale=12
    )
    head = base.headline
    return replace(
        base,
        causes=causes(SOLO_CELLS),
        headline=replace(head, denied=few(head.denied), likely_back=few(head.likely_back),
                         untouched=few(head.untouched), rejected=few(head.rejected)),
        measures=few_measures(),
    )  # fmt: skip


def not_compared(series: Series) -> Series:
    return replace(series, verdict="not_compared")


def bad_week() -> Packet:
    base = packet("Riverbend Behavioral Group", "group", BAD_CELLS, 8)
    base = with_beside(with_backlog(base, payer_count=5, each=10, scale=31))
    head = base.headline
    return replace(
        base,
        coverage=replace(base.coverage, payers=feeds(8, missing=(1,))),
        headline=replace(
            head, denied=not_compared(head.denied), likely_back=not_compared(head.likely_back)
        ),
        expiring=expiring(3),
        repeats=tuple(replace(repeat, is_compared=False) for repeat in REPEATS[:3]),
        measures=tuple(replace(m, series=not_compared(m.series)) for m in measures()),
    )


def missing_and_nothing() -> Packet:
    """No denial arrived, and neither did a file that may hold some."""
    base = bad_week()
    none = packet("Riverbend Behavioral Group", "group", (), 8)
    head = replace(
        base.headline,
        denied=not_compared(none.headline.denied),
        likely_back=not_compared(none.headline.likely_back),
        billed_usd=0,
    )
    return replace(base, categories=(), batches=(), origins=none.origins, causes=(), expiring=(),
                   headline=head)  # fmt: skip


def first_week() -> Packet:
    """The first week ever: every record is one week long."""
    base = group()
    head = base.headline

    def young(series: Series) -> Series:
        return Series(series.values[-1:], "too_few")

    return replace(
        base,
        headline=replace(head, denied=young(head.denied), likely_back=young(head.likely_back),
                         untouched=young(head.untouched), rejected=young(head.rejected)),
        measures=tuple(replace(m, series=young(m.series)) for m in base.measures),
        origins=tuple(replace(origin, usual_count=None) for origin in base.origins),
        causes=tuple(
            replace(c, weekly_counts=(None,) * 5 + c.weekly_counts[-1:], kind="keeps_coming")
            for c in base.causes
        ),
        repeats=tuple(replace(repeat, week_before=None) for repeat in base.repeats),
    )  # fmt: skip


def rows(count: int, seed: int, *, withheld: int = -1) -> tuple[WorklistRow, ...]:
    codes = ("90834", "90837", "90791", "99214", "96130")
    return tuple(
        WorklistRow(
            claim_number=f"{100_000 + (seed * 7919 + n * 104_729) % 900_000}",
            visit_on=None if n == withheld else date(2026, 10, 1) + timedelta(days=(seed + n) % 29),
            service=None if n == withheld else codes[(seed + n) % 5],
            likely_back_usd=55 + (seed * 13 + n * 17) % 90,
            last_day_on=MONDAY + timedelta(days=1 + 9 * n + seed % 5),
            is_withheld=n == withheld,
        )
        for n in range(count)
    )


def worklists() -> Worklists:
    def group_of(kind: int, payer: int, count: int, *, withheld: int = -1) -> WorklistGroup:
        made = KINDS[kind]
        return WorklistGroup("denial", PAYERS[payer], made.label, made.code, made.action,
                             rows(count, kind * 10 + payer, withheld=withheld))  # fmt: skip

    rejected = WorklistGroup("rejection", "Harbor Health", "Member not found by the payer",
                             "277CA A7 : 33", "Correct the member number, send again as a first "
                             "claim", rows(4, 3))  # fmt: skip
    return Worklists(
        practice_name="Riverbend Behavioral Group",
        packet_week=WEEK,
        covers_until=MONDAY,
        as_of_on=MONDAY,
        shred_on=MONDAY + timedelta(days=28),
        invented_notice="invented data",
        lists=(
            Worklist(CODER, 76, (group_of(0, 0, 6, withheld=2), group_of(0, 2, 3),
                                 group_of(0, 1, 1), group_of(0, 5, 1), group_of(0, 4, 1),
                                 group_of(7, 1, 1), group_of(7, 2, 1))),
            Worklist(INTAKE, 96, (rejected, group_of(1, 2, 4), group_of(1, 1, 3))),
            Worklist(BILLER, 1400, tuple(group_of(9, payer, 14) for payer in range(10))),
            Worklist(POSTER, 0, ()),
        ),
    )  # fmt: skip


SUMMARIES = {
    "solo": solo,
    "group": group,
    "large": large,
    "quiet": quiet,
    "bad week": bad_week,
    "missing and nothing": missing_and_nothing,
    "first week": first_week,
}
