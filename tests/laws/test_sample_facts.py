"""Facts of real remittances: to the cent what the files say, each transaction set once."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.loading import load
from pipeline.manifest import new_files
from pipeline.practice import Home
from pipeline.resources.landing import Landing
from pipeline.resources.received import Received
from pipeline.resources.warehouse import Warehouse
from pipeline.runs import record_run
from pipeline.settings_tables import replace_settings
from tests.laws.building import NOW, Builder, query

pytestmark = pytest.mark.slow

PRACTICE = '[practice]\nid = "larkspur"\nname = "Larkspur"\ntime_zone = "America/New_York"\n'
SUMS = ("claims", "charge", "paid", "adjusted", "taken")
Sums = dict[str, Decimal]

# What each set of an 835 holds, straight from the raw tables, and what became facts of it.
OF_SETS = """
with parts as (
    select file_id, transaction_segment, 1 as claims, charge_usd as charge, paid_usd as paid,
        0 as adjusted, 0 as taken
    from raw.remittance_claims
    union all
    select file_id, transaction_segment, 0, 0, 0, if(carc_code is null, 0, adjusted_usd), 0
    from raw.remittance_adjustments
    union all
    select file_id, transaction_segment, 0, 0, 0, 0, amount_usd from raw.provider_adjustments
)
select transactions.file_id, transactions.transaction_digest,
    coalesce(sum(claims), 0), coalesce(sum(charge), 0), coalesce(sum(paid), 0),
    coalesce(sum(adjusted), 0), coalesce(sum(taken), 0)
from raw.transactions as transactions left join parts
    on transactions.file_id = parts.file_id
    and transactions.segment_number = parts.transaction_segment
where transactions.set_code = '835'
group by transactions.file_id, transactions.segment_number, transactions.transaction_digest
"""
OF_FACTS = """
select file_id, sum(claims), sum(charge), sum(paid), sum(adjusted), sum(taken) from (
    select file_id, 1 as claims, charge_usd as charge, paid_usd as paid, 0 as adjusted, 0 as taken
    from facts.fct_adjudications
    union all
    select file_id, 0, 0, 0, if(carc_code is null, 0, adjusted_usd), 0 from facts.fct_adjustments
    union all
    select file_id, 0, 0, 0, 0, amount_usd from facts.fct_take_backs
) group by file_id
"""
OF_FILES = """
select file_id, claim_count, charge_usd, paid_usd, adjusted_usd, provider_adjusted_usd
from raw.file_totals inner join raw.files using (file_id) where format = '835'
"""


@pytest.fixture(scope="module")
def built(samples: Path, builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = builder.home(
        tmp_path_factory.mktemp("real") / "home", {"larkspur": {"practice.toml": PRACTICE}}
    )
    practice = home.practices[0]
    shutil.copytree(samples, practice.inbox, dirs_exist_ok=True)
    landing = Landing(home)
    landing.bring_in(practice, practice.source_urls, NOW, Received.history())
    with Warehouse(home).writing() as connection:
        replace_settings(connection, practice)
        record_run(connection, home, practice, "run", NOW.date(), NOW)
        load(connection, home.secret, new_files(connection, landing.landed(practice)))
    builder.transform(home)
    return home


def _sums(home: Home, sql: str) -> list[tuple[Any, ...]]:
    return [(*row[:-5], dict(zip(SUMS, row[-5:], strict=True))) for row in query(home, sql)]


def test_facts_are_the_totals_of_the_file_less_the_sets_that_came_before(built: Home) -> None:
    facts: defaultdict[str, Sums] = defaultdict(lambda: dict.fromkeys(SUMS, Decimal(0)))
    facts |= dict(_sums(built, OF_FACTS))
    sets: defaultdict[str, list[tuple[str, Sums]]] = defaultdict(list)
    for file_id, digest, sums in _sums(built, OF_SETS):
        sets[file_id].append((digest, sums))
    counted: Counter[str] = Counter()
    totals = dict(_sums(built, OF_FILES))
    assert len(totals) > 25
    for file_id, total in totals.items():
        assert {n: sum(s[n] for _, s in sets[file_id]) for n in SUMS} == total, file_id
        for digest in _counted(sets[file_id], facts[file_id]):
            counted[digest] += 1
    every = {digest for own in sets.values() for digest, sums in own if any(sums.values())}
    assert counted == Counter(every)


def _counted(sets: list[tuple[str, Sums]], facts: Sums) -> set[str]:
    """Return the sets of a file that its facts are made of."""
    distinct = {digest: sums for digest, sums in sets if any(sums.values())}
    everything = {n: sum((s[n] for s in distinct.values()), Decimal(0)) for n in SUMS}
    if facts == everything:
        return set(distinct)
    assert not any(facts.values()), (facts, everything)
    return set()


def test_what_others_found_out_of_balance_is_flagged(samples: Path, built: Home) -> None:
    with (samples / "expected.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["transaction"] == "835"]
    flagged = dict(
        query(
            built,
            "select file_id, count_if(not is_balanced) from facts.fct_adjudications group by all",
        )
    )
    looked_at = set()
    for row in rows:
        found = flagged.get(_file_id(samples / row["path"]))
        if found is None:
            continue
        looked_at.add(row["path"])
        off, lines_off = int(row["claims_oob"]), int(row["lines_oob"])
        # A line that is off flags its claim, but for one adjusted as a whole (R20).
        assert off <= found <= off + lines_off, row["path"]
    off_anywhere = {row["path"] for row in rows if int(row["claims_oob"])}
    assert off_anywhere
    assert off_anywhere <= looked_at


def _file_id(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
