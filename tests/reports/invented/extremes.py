"""Weeks at the ends of what a page must bear."""

from dataclasses import replace
from decimal import Decimal

from reports.packet import Owner, Packet, Series, Unbalanced
from tests.reports.invented.denials import LARGE_CELLS, SOLO_CELLS, Cell, expiring
from tests.reports.invented.kinds import KINDS, PAYERS
from tests.reports.invented.lists import aging, feeds, quality, untouched
from tests.reports.invented.measures import REPEATS
from tests.reports.invented.rare_weeks import flat
from tests.reports.invented.weeks import large, packet, quiet, with_backlog, with_beside

ONE_KIND: tuple[Cell, ...] = tuple((2, payer, 1_000) for payer in range(10))


def ten_thousand() -> Packet:
    """Ten thousand denials in one category: counts of five digits, dollars of seven."""
    base = with_beside(
        with_backlog(
            packet("Tri-County Behavioral Health", "large", ONE_KIND, 10),
            payer_count=10, each=1_200, scale=27_560,
        )
    )  # fmt: skip
    return replace(
        base,
        expiring=tuple(
            replace(x, claim_count=1_111, likely_back_usd=140_000) for x in expiring(30)
        ),
        repeats=tuple(replace(x, week_before=11_004, this_week=10_000) for x in REPEATS[:2]),
        quality=quality(
            file_count=1_204,
            adjudicated_claim_count=104_310,
            unbalanced=(Unbalanced(PAYERS[0], 10_204, Decimal("1204550.20")),),
        ),
    )


def nothing_at_all() -> Packet:
    """Zero of everything in a large practice."""
    base = replace(quiet(), practice_name="Tri-County Behavioral Health", size="large")
    head = base.headline
    return replace(
        base,
        coverage=replace(base.coverage, payers=feeds(10)),
        headline=replace(head, untouched=flat(0), rejected=flat(0), untouched_open_usd=0),
        causes=(),
        aging=(),
        untouched_by_payer=(),
        untouched_by_owner=(),
        quality=quality(unbalanced=(), rejected_set_count=0, file_count=0,
                        adjudicated_claim_count=0, file_with_findings_count=0,
                        unmatched_reversal_count=0, duplicate_claim_count=0,
                        denied_to_patient_count=0),
    )  # fmt: skip


def negative() -> Packet:
    """Take-backs above payments: open dollars and likely dollars below zero."""
    base = large()
    categories = tuple(
        replace(
            category,
            likely_back_usd=-category.likely_back_usd,
            reasons=tuple(replace(r, likely_back_usd=-r.likely_back_usd) for r in category.reasons),
        )
        for category in base.categories
    )
    likely = sum(category.likely_back_usd for category in categories)
    return replace(
        base,
        categories=categories,
        batches=tuple(replace(b, likely_back_usd=-b.likely_back_usd) for b in base.batches),
        origins=tuple(replace(o, likely_back_usd=-o.likely_back_usd) for o in base.origins),
        causes=tuple(replace(c, likely_back_usd=-c.likely_back_usd) for c in base.causes),
        expiring=tuple(replace(x, likely_back_usd=-x.likely_back_usd) for x in base.expiring[:9]),
        headline=replace(
            base.headline, likely_back=Series((likely,) * 13, "too_few"), untouched_open_usd=-91_485
        ),
        aging=tuple(
            replace(row, open_usd=(row.open_usd[0], -row.open_usd[1], 0, -900, -row.open_usd[4]))
            for row in base.aging
        ),
        untouched_by_payer=tuple(replace(x, open_usd=-x.open_usd) for x in base.untouched_by_payer),
        untouched_by_owner=tuple(replace(x, open_usd=-x.open_usd) for x in base.untouched_by_owner),
        beside=replace(
            base.beside,
            take_backs=tuple(
                replace(x, amount_usd=x.amount_usd * 20_000) for x in base.beside.take_backs
            ),
        ),
    )


def one_reason() -> Packet:
    """One claim, one reason, in a solo practice."""
    base = with_backlog(
        packet("Juniper Counseling", "solo", SOLO_CELLS[:1], 1), payer_count=1, each=1, scale=3
    )
    return replace(base, expiring=expiring(1))


def forty_payers() -> Packet:
    """Forty payers, each with its own backlog."""
    cells = (*LARGE_CELLS, *((n % 15, n, 1 + n % 3) for n in range(10, 40)))
    base = with_beside(packet("Tri-County Behavioral Health", "large", cells, 40))
    payers, owners = untouched(40, 9)
    return replace(
        base,
        aging=aging(20, 310) + tuple(
            replace(row, payer=PAYERS[20 + n]) for n, row in enumerate(aging(20, 290))
        ),
        untouched_by_payer=payers,
        untouched_by_owner=owners,
        headline=replace(
            base.headline,
            untouched=flat(sum(x.claim_count for x in payers)),
            untouched_open_usd=sum(x.open_usd for x in payers),
        ),
        expiring=expiring(58),
        repeats=REPEATS * 3,
        quality=quality(unbalanced=tuple(Unbalanced(x, 2, Decimal("14.20")) for x in PAYERS)),
    )  # fmt: skip


def fifteen_categories() -> Packet:
    """Every reason a category of its own."""
    base = large()
    categories = tuple(
        replace(
            category,
            name=f"{reason.label.split()[0]} {category.name.lower()}",
            claim_count=reason.claim_count,
            billed_usd=reason.billed_usd,
            likely_back_usd=reason.likely_back_usd,
            reasons=(reason,),
        )
        for category in base.categories
        for reason in category.reasons
    )
    return replace(base, categories=tuple(sorted(categories, key=lambda c: -c.claim_count)))


def without_initials() -> Packet:
    """Nobody's initials are set up: roles stand where initials do."""
    return with_owners(large(), {kind.owner: Owner(kind.owner.role) for kind in KINDS})


def no_owner_named() -> Packet:
    """No role has a name of its own: everything is the practice's."""
    return with_owners(large(), {kind.owner: Owner("Practice") for kind in KINDS})


def with_owners(base: Packet, owners: dict[Owner, Owner]) -> Packet:
    def owned(rows: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(replace(x, owner=owners.get(x.owner, Owner("Practice"))) for x in rows)

    lists = base.beside
    return replace(
        base,
        categories=owned(base.categories),
        expiring=owned(base.expiring[:14]),
        batches=owned(base.batches),
        causes=owned(base.causes),
        untouched_by_owner=owned(base.untouched_by_owner),
        beside=replace(
            lists,
            rejections=owned(lists.rejections),
            waiting=owned(lists.waiting),
            take_backs=owned(lists.take_backs),
            red_flags=owned(lists.red_flags),
        ),
    )


WEEKS = {
    "ten thousand": ten_thousand,
    "nothing at all": nothing_at_all,
    "negative": negative,
    "one reason": one_reason,
    "forty payers": forty_payers,
    "fifteen categories": fifteen_categories,
    "without initials": without_initials,
    "no owner named": no_owner_named,
}
