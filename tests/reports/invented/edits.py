"""Weeks of practices that adopted checks before sending."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.packet import AdoptedEdit, Owner, Packet
from tests.reports.invented.weeks import group, solo

CODER = Owner("Coding and charge entry", "JS")
STOPPED = AdoptedEdit(
    title="Add-on without its base",
    stops="denials of the group Bundling and fee schedule (Cedar Blue Plan)",
    owner=CODER,
    told_count=14,
    mended_count=11,
    sent_anyway_count=2,
    paid_count=1,
    denied_count=1,
    unseen_count=0,
    client_count=1,
    usual_count=Decimal("7.4"),
    week_count=11,
    verdict="stopped",
)
TOO_GRAVE = AdoptedEdit(
    title="Telehealth place and modifier do not agree",
    stops="denials of the group Coding and modifier",
    owner=CODER,
    told_count=31,
    mended_count=9,
    sent_anyway_count=18,
    paid_count=11,
    denied_count=3,
    unseen_count=2,
    client_count=6,
    usual_count=Decimal("6.1"),
    week_count=19,
    verdict="not_stopped",
    is_too_grave=True,
    review_was_due_on=date(2026, 11, 16),
)
NEW = AdoptedEdit(
    title="Learned local edit",
    stops="denials of the group Authorization "
    "(Northwind Health, procedure 90837, telehealth at home)",
    owner=Owner("Authorization and utilization review"),
    told_count=0,
    mended_count=0,
    sent_anyway_count=0,
    paid_count=0,
    denied_count=0,
    unseen_count=1,
    client_count=1,
    usual_count=None,
    week_count=2,
    verdict="too_early",
)


def adopted_in_a_group() -> Packet:
    """Four checks, one more than the page has room for."""
    return replace(group(), edits=(TOO_GRAVE, STOPPED, NEW, replace(STOPPED, verdict="too_few")))


def adopted_by_one() -> Packet:
    """A solo practice with a check that stopped what it was for."""
    return replace(solo(), edits=(STOPPED,))


WEEKS = {"adopted": adopted_in_a_group, "adopted solo": adopted_by_one}
