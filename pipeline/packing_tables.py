"""Rows of the packet tables: one practice, one week, in a stated order. Counts nothing."""

import datetime as dt
from typing import Any

import duckdb

from reports.packet import Owner

Row = dict[str, Any]


class PacketTables:
    """Reads packet tables of one practice and week.

    Args:
        connection: The warehouse; only read.
        practice_id: Whose rows.
        packet_week: First day of the week they are about.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, practice_id: str, packet_week: dt.date
    ) -> None:
        self._connection = connection
        self._practice_id = practice_id
        self._read: dict[tuple[str, str], list[Row]] = {}
        self.packet_week = packet_week

    def rows(self, table: str, ordering: str) -> list[Row]:
        """Return all rows of a table as dictionaries by column; read once.

        Args:
            table: Name of a packet table; a constant of the caller, never input.
            ordering: What to order by; likewise. It must leave no ties, or a rerun could print
                another order.
        """
        key = (table, ordering)
        if key not in self._read:
            self._read[key] = self._fetched(table, ordering)
        return self._read[key]

    def _fetched(self, table: str, ordering: str) -> list[Row]:
        found = self._connection.execute(
            f"select * from packet.{table} where practice_id = ? and packet_week = ?"  # noqa: S608 - constants of this room
            f" order by {ordering}",
            [self._practice_id, self.packet_week],
        )
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def owner_of(row: Row) -> Owner:
    """Return who does it: role in words, initials where somebody is named."""
    return Owner(role=row["owner_label"], initials=row["owner"] or "")


def grouped(rows: list[Row], key: str) -> dict[Any, list[Row]]:
    """Return rows by the value of one column, both in the order they came."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
