import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.loading import LoadReport
from pipeline.resources.received import Received
from tests.loading.made_up import interchange, remittance

Deliver = Callable[..., LoadReport]
Rows = Callable[[str], list[tuple[Any, ...]]]

# The files of these tests are brought in on 2026-03-04.


@pytest.mark.parametrize(
    ("sent", "known", "codes"),
    [
        ("260302", dt.date(2026, 3, 2), []),
        ("260304", dt.date(2026, 3, 4), []),
        ("260305", dt.date(2026, 3, 4), ["interchange_date_held"]),
        ("000101", dt.date(2000, 1, 1), []),
        ("991231", dt.date(2000, 1, 1), ["interchange_date_held"]),
    ],
    ids=["past", "today", "tomorrow", "first day", "before the first day"],
)
def test_history_was_received_on_the_date_of_its_interchange_within_bounds(
    deliver: Deliver, rows: Rows, sent: str, known: dt.date, codes: list[str]
) -> None:
    deliver(a=interchange(remittance(), on=sent))

    assert rows("select received_on from raw.files") == [(known,)]
    found = [code for (code,) in rows("select code from raw.findings")]
    assert [code for code in found if code.startswith("interchange_date")] == codes


def test_a_file_without_a_date_was_received_when_it_came(deliver: Deliver, rows: Rows) -> None:
    deliver(a=remittance().encode())

    assert rows("select received_on from raw.files") == [(dt.date(2026, 3, 4),)]
    assert ("interchange_date_missing",) in rows("select code from raw.findings")


def test_a_day_the_user_gives_stands_over_the_interchange(deliver: Deliver, rows: Rows) -> None:
    deliver(a=interchange(remittance()), received=Received.all_on(dt.date(2024, 5, 6)))

    assert rows("select received_on from raw.files") == [(dt.date(2024, 5, 6),)]
    assert rows("select interchange_on from raw.files") == [(dt.date(2026, 3, 2),)]
