"""A practice's week as the rollups tell it, asked in SQL of its own and not through the packet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from pipeline.practice import Home
from tests.laws.building import query

WEEK = dt.timedelta(days=7)
OF_WEEK = "where practice_id = ? and packet_week = ?"
DENIED = f"from rollups.rlp_denied_claim_week {OF_WEEK} and not is_running"


class Week:
    """Questions to the rollups about one practice's week."""

    def __init__(self, home: Home, practice_id: str, packet_week: dt.date) -> None:
        self._home = home
        self.key = [practice_id, packet_week]

    def rows(self, sql: str, *more: object) -> list[tuple[Any, ...]]:
        """Rows of a question whose first two marks are practice and week."""
        return query(self._home, sql, [*self.key, *more])

    def whole(self, sql: str) -> tuple[int, ...]:
        """The only row of a question, as whole numbers."""
        return tuple(int(value or 0) for value in self.rows(sql)[0])

    @property
    def denied(self) -> tuple[int, int, int]:
        """Claims, dollars billed and dollars likely back."""
        claims, billed, likely = self.whole(
            f"select count(*), sum(denied_whole_usd), sum(likely_whole_usd) {DENIED}"
        )
        return claims, billed, likely

    def by(self, column: str) -> list[tuple[Any, ...]]:
        """Claims, billed and likely of each category or reason, most claims and dollars first."""
        return self.rows(
            f"select {column}, count(*), cast(sum(denied_whole_usd) as int), "
            f"cast(sum(likely_whole_usd) as int) {DENIED} group by 1 order by 2 desc, 4 desc, 1"
        )

    def labels(self) -> dict[str, str]:
        """Categories in words."""
        return dict(
            self.rows(
                "select distinct category, category_label from facts.dim_denial_reasons "
                "where practice_id = ? and ? is not null"
            )
        )

    def expiring(self) -> tuple[int, ...]:
        """Claims with at most 14 days left, and what is likely back of them."""
        return self.whole(
            "select count(*), sum(likely_whole_usd) from rollups.rlp_expiring_claim_week "
            "where practice_id = ? and packet_week = ? and not is_running"
        )

    def untouched(self) -> tuple[int, ...]:
        """Open claims without attention within their payer's limit."""
        return self.whole(
            "select sum(claim_count), round(sum(open_usd)) from rollups.rlp_untouched_week "
            "where practice_id = ? and packet_week = ?"
        )

    def rejected(self) -> int:
        """Claims rejected before a payer decided, this week."""
        return self.whole(
            "select count(*) from rollups.rlp_rejection_week "
            "where practice_id = ? and packet_week = ? and is_new and not is_running"
        )[0]

    def causes(self) -> list[tuple[list[int | None], int]]:
        """Claims of six weeks, oldest first and ``None`` where not known, and dollars a week."""
        causes = self.rows(
            "select reason_id, cast(likely_back_usd as int) "
            f"from rollups.rlp_reason_cause_week {OF_WEEK}"
        )
        counts = Counter(
            self.rows(
                "select packet_week, reason_id from rollups.rlp_denied_claim_week "
                "where practice_id = ? and packet_week > cast(? as date) - 42 and not is_running"
            )
        )
        known = {
            on
            for (on,) in self.rows(
                "select packet_week from facts.dim_packet_weeks "
                "where practice_id = ? and ? is not null"
            )
        }
        missing = {
            on
            for (on,) in self.rows(
                "select packet_week from rollups.rlp_missing_feed_week "
                "where practice_id = ? and ? is not null and feed = 'remittance'"
            )
        }
        spans = [self.key[1] - WEEK * back for back in range(5, -1, -1)]
        return [
            ([counts[on, reason] or (0 if on in known - missing else None) for on in spans], money)
            for reason, money in causes
        ]
