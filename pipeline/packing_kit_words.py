"""Words of kits as a practice has them: fields, documents and letters, from the tables of rules.

Takes a connection and a practice. Refuses nothing: a test holds that every kind of denial has them.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from reports.packet import KitDocument, KitField, Letter, LetterPart

_FIELDS = """
select category, field, place, look_for from facts.int_rules__kit_fields
where practice_id = $practice order by category, field_order
"""
_DOCUMENTS = """
select category, document, is_clinical from facts.int_rules__kit_documents
where practice_id = $practice order by category, document_order
"""
_LETTERS = "select letter, label, subject from rules.kit_letters"
_PARTS = 'select letter, part, "text" from rules.kit_letter_parts order by letter, part_order'


class KitWords:
    """Looks words up by category and letter; read once for a book.

    Args:
        connection: The published copy, or the working one.
        practice_id: Whose rules.
        chosen: Kind of letter in place of each kit's own; empty = its own.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, practice_id: str, chosen: str
    ) -> None:
        named = {"practice": practice_id}
        self._chosen = chosen
        self._fields = _by_first(connection.execute(_FIELDS, named).fetchall())
        self._documents = _by_first(connection.execute(_DOCUMENTS, named).fetchall())
        self._letters = _by_first(connection.execute(_LETTERS).fetchall())
        self._parts = _by_first(connection.execute(_PARTS).fetchall())

    def fields(self, category: str) -> tuple[KitField, ...]:
        """Return what to look at in a denial of this kind."""
        return tuple(KitField(*row) for row in self._fields.get(category, ()))

    def documents(self, category: str) -> tuple[KitDocument, ...]:
        """Return what answers a denial of this kind."""
        return tuple(KitDocument(*row) for row in self._documents.get(category, ()))

    def letter(self, own: str) -> Letter:
        """Return the letter that was chosen, else a kit's own."""
        key = self._chosen or own
        ((label, subject),) = self._letters[key]
        parts = tuple(LetterPart(part, text or "") for part, text in self._parts[key])
        return Letter(key, label, subject, parts)


def _by_first(rows: Sequence[tuple[Any, ...]]) -> dict[Any, list[tuple[Any, ...]]]:
    groups: dict[Any, list[tuple[Any, ...]]] = {}
    for first, *rest in rows:
        groups.setdefault(first, []).append(tuple(rest))
    return groups
