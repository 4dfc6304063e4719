"""Invented billing companies: many practices of one week."""

from dataclasses import replace

from reports.packet import Company
from tests.reports.invented import weeks
from tests.reports.invented.kinds import MONDAY, WEEK

TOWNS = ("Alder", "Briar", "Clover", "Dogwood", "Elm", "Fern", "Garnet", "Hazel", "Iris", "Juniper")
KINDS = ("solo", "group", "bad week", "quiet", "large", "group")


def company(number: int = 30) -> Company:
    packets = tuple(
        replace(
            weeks.SUMMARIES[KINDS[at % len(KINDS)]](),
            practice_name=f"{TOWNS[at % len(TOWNS)]} {('Counseling', 'Behavioral Group')[at % 2]} "
            f"{1 + at // len(TOWNS)}",
        )
        for at in range(number)
    )
    return Company(WEEK, MONDAY, MONDAY, packets)
