"""Fuzzing of the X12 readers: broken files of every kind, and what must hold of each.

    python benchmarks/fuzz.py --minutes 60 --seed 1 --failures FOLDER
    python benchmarks/fuzz.py --agree 10000 --seed 1

The first form makes inputs until the minutes are over, prints figures and ends with 1 if any input
failed; each kind of failure is made small and written to the folder with the seed and the number
that make it again. The second holds the fast and the slow reader against each other. Where
TRIAGE_SAMPLES names a folder of sample files, inputs start from these too.

Inputs that show something new are kept and mutated further (``fuzzing/campaign.py``): a new line
of the readers, or a new thing said of a file. Atheris 3.0 was tried with the same mutations and
checks, on the same machine: 17 inputs a second against 25 here, and of the 646 edges that it saw
in 2,090 inputs the seeds alone had shown 578, the first 157 mutated inputs 616. The readers work
on whole arrays, so the edges of their code are soon all seen. Of ten faults planted in them,
mutation alone found five within 500 inputs, with this feedback six: what a mutation knows of X12
counts for more.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.fuzzing.agreeing import agreements
from benchmarks.fuzzing.campaign import Campaign, Case, coverage
from benchmarks.fuzzing.minimising import minimised
from benchmarks.fuzzing.oracles import label
from benchmarks.fuzzing.seeds import seeds

MINIMISED_OF_A_KIND = 1


def fuzz(minutes: float, seed: int, folder: Path) -> int:
    """Make inputs for some minutes, print figures; return how many failed."""
    campaign = Campaign(seeds(seed), seed)
    started = time.process_time()
    written: Counter[str] = Counter()
    failed = 0
    for case, faults in campaign.run(None, minutes):
        failed += 1
        for fault in faults:
            if written[label(fault)] < MINIMISED_OF_A_KIND:
                written[label(fault)] += 1
                print(f"input {case.number}: {fault[:300]}", flush=True)
                write_failure(campaign, case, fault, folder)
    tell(campaign, time.process_time() - started, failed)
    return failed


def write_failure(campaign: Campaign, case: Case, fault: str, folder: Path) -> None:
    """Write an input that fails, made small, with what makes it again."""
    kind = label(fault)

    def fails(files: list[tuple[str, bytes]]) -> bool:
        verdict = campaign.verdict(Case(case.number, files, case.made_by))
        return kind in map(label, verdict.faults)

    is_dear = kind.startswith(("slow", "hungry"))
    small = case.files if is_dear else minimised(case.files, fails)
    name = "".join(sign if sign.isalnum() else "-" for sign in kind)[:80]
    home = folder / f"{name}-{case.number}"
    home.mkdir(parents=True, exist_ok=True)
    for file_id, data in small:
        (home / f"{file_id}.edi").write_bytes(data)
    told = f"seed {campaign.seed}, input {case.number}, made by {case.made_by}\n{fault}\n"
    (home / "failure.txt").write_text(told, encoding="utf-8")


def tell(campaign: Campaign, cpu: float, failed: int) -> None:
    """Print what a run did."""
    tally = campaign.tally
    crashes = sum(n for kind, n in tally.faults.items() if kind.startswith("crash"))
    bounds = sum(n for kind, n in tally.faults.items() if kind.startswith(("slow", "hungry")))
    others = sum(tally.faults.values()) - crashes - bounds
    seconds, size, made_by = tally.slowest
    ratio, bytes_of, hungry = tally.hungriest
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"seed {campaign.seed}: {tally.executions} inputs in {cpu / 60:.1f} CPU minutes")
    print(f"  files      {sum(tally.kinds.values())}, {tally.byte_count / 1e6:.1f} MB")
    print("  kinds      " + ", ".join(f"{n} {kind}" for kind, n in tally.kinds.most_common(12)))
    print(
        f"  failed     {failed}: {crashes} crashes, {others} disagreements, {bounds} out of bounds"
    )
    print(f"  slowest    {seconds:.2f} CPU s for {size / 1e6:.2f} MB ({made_by})")
    print(f"  hungriest  {ratio:.0f} bytes a byte at {bytes_of / 1e6:.2f} MB ({hungry})")
    print(f"  peak       {peak} MB of this process, slow readers included")
    print(f"  lines run  {coverage(tally.lines):.1%} of those within the readers' functions")
    print(f"  kept       {tally.kept} inputs that showed something new", flush=True)
    for kind, count in tally.faults.most_common():
        print(f"  {count:6} {kind}")


def agree(fuzzed: int, seed: int) -> int:
    """Print how many files both readers agree on; return the number they do not."""
    unequal = 0
    print(f"{'files':12}{'plain':>8}{'not':>8}{'MB':>8}{'unequal':>9}")
    for name, told in agreements(seed, fuzzed).items():
        size = told.byte_count / 1e6
        print(f"{name:12}{told.plain:8}{told.not_plain:8}{size:8.1f}{told.unequal:9}  {told.first}")
        unequal += told.unequal
    return unequal


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--minutes", type=float, default=2.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--failures", type=Path, default=None)
    options.add_argument("--agree", type=int, default=0, metavar="FILES")
    given = options.parse_args()
    if given.agree:
        return int(agree(given.agree, given.seed) > 0)
    folder = given.failures or Path(tempfile.mkdtemp(prefix="fuzz-failures-"))
    failed = fuzz(given.minutes, given.seed, folder)
    if failed:
        print(f"failing inputs are in {folder}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
