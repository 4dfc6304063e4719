"""How many paid claims an edit would have spoken of: of those that were paid as they stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.edits import history, reference
from pipeline.edits.outgoing import OutgoingFile, read_outgoing
from pipeline.edits.over_history import paid_shares
from pipeline.edits.plan import plan
from pipeline.edits.relations import create_relations, create_sent
from pipeline.edits.scrubbing import sha256_of
from pipeline.practice import Home
from pipeline.resources.databases import memory
from pipeline.tokens import Tokens
from tests.edits.claim_text import SENT_ON, Claim, outgoing

FIRST, SECOND = Claim(health=()), Claim(frequency="7", before=("REF*F8*PCN1",))


@pytest.fixture
def asked(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A claim sent without a diagnosis, and sent again with one; each text is a submission."""
    with memory() as connection:
        create_sent(connection)
        connection.execute("insert into judging values ('larkspur', null, null, null)")
        reference.create_reference(connection, home.practices[0], {}, home.secret)
        history.without_history(connection)
        texts = [outgoing(one, control=place) for place, one in enumerate((FIRST, SECOND), 1)]
        files = [
            OutgoingFile(Path(f"{place}.837"), sha256_of(text), text)
            for place, text in enumerate(texts)
        ]
        read_outgoing(connection, Tokens(home.secret, "larkspur"), files)
        connection.execute("update sent.submitted_claims set known_on = ?", [SENT_ON])
        create_relations(connection)
        connection.execute(
            "insert into history_claims by name select frequency_code as submission_id, "
            "'id-A1' as claim_id, claim_number, payer_id, transaction_digest from claims"
        )
        yield connection


@pytest.mark.parametrize(("paid_text", "found_count"), [("1", 1), ("7", 0)])
def test_only_the_text_that_was_paid_counts(
    asked: duckdb.DuckDBPyConnection, paid_text: str, found_count: int
) -> None:
    row = {"claim_id": "id-A1", "payer_id": "northwind", "outcome": "paid"}
    for table in ("history_answers", "history_decided_texts"):
        said = row | ({"submission_id": paid_text} if table == "history_decided_texts" else {})
        asked.execute(
            f"insert into {table} ({', '.join(said)}) values ({', '.join('?' * len(said))})",
            list(said.values()),
        )
    shares = paid_shares(asked, plan((), SENT_ON, {}))
    assert {one.paid_count for one in shares} <= {1}
    assert [one.found_count for one in shares if one.edit_id == "E31"] == [1] * found_count
