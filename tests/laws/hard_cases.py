"""How much of what is hard to tell a season holds, by its truth alone.

Takes a season's truth. A case that no season holds would be compared without being tried.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from tests.laws.told_truth import Told


def hard_cases(told: Told) -> Counter[str]:
    """Count what makes a season hard to tell."""
    events = told.rows("truth_events")
    denials = told.rows("truth_denials")
    outcomes = Counter(row["outcome"] for row in told.rows("truth_lines"))
    return Counter(
        {
            "reversals out of order": sum(_overtaken(events)),
            "decisions in late files": sum(
                _days(row["remit_on"], row["known_on"]) > 14 for row in events
            ),
            "sets delivered again": sum(
                int(row["copied_set_count"]) for row in told.rows("truth_files")
            ),
            "secondary decisions": sum(row["payer_sequence"] == "secondary" for row in events),
            "corrections": sum(
                row["frequency_code"] == "7" for row in told.rows("truth_submissions")
            ),
            "duplicates": sum(row["is_noise"] == "true" for row in denials),
            "claims refused by a 999": sum(
                row["source"] == "999" for row in told.rows("truth_rejections")
            ),
            "take-backs": len(told.rows("truth_take_backs")),
            **_hurried(told.rows("truth_work")),
            "denials priced by contract": sum(bool(row["contract_allowed_usd"]) for row in denials),
            **_off_the_roster(told.rows("truth_roster_flags")),
            **_at_thresholds(told.rows("truth_open_claims")),
            "calls told on a later day": sum(
                row["called_on"] < row["known_on"] for row in told.rows("truth_calls")
            ),
            "claims taken back": sum(row["close_reason"] == "voided" for row in denials),
            "numbers called duplicates": len(_disowned(told)),
            "prices told in advance": outcomes["informational"],
            "lines written off whole": outcomes["anomaly"],
            "bundled lines": outcomes["bundled"],
        }
    )


def _disowned(told: Told) -> set[str]:
    """Return numbers on which a payer said nothing but "duplicate"."""
    called = {
        row["claim_number"] for row in told.rows("truth_denials") if row["is_noise"] == "true"
    }
    decided = {
        row["claim_number"] for row in told.rows("truth_denials") if row["is_noise"] == "false"
    } | {row["claim_number"] for row in told.rows("truth_events") if row["outcome"] == "paid"}
    return called - decided


def _overtaken(events: list[dict[str, str]]) -> Iterator[bool]:
    """Yield whether each reversal stands behind a decision that already took its place."""
    # a reversal goes by the number of what it negates
    places = {
        row["payer_claim_number"]: place for place, row in enumerate(events) if not row["reverses"]
    }
    for place, row in enumerate(events):
        if row["reverses"]:
            begun = places.get(row["reverses"], place)
            yield begun > place or any(
                other["family"] == row["family"]
                and other["payer_sequence"] == row["payer_sequence"]
                and not other["reverses"]
                for other in events[begun + 1 : place]
            )


def _hurried(work: list[dict[str, str]]) -> dict[str, int]:
    """Count denials and rejections to which a last day left less than five business days."""
    five_days_at_least = 6  # from a Saturday to the Friday after it
    return {
        f"{kind}s in a hurry": sum(
            row["item_kind"] == kind
            and _days(row["from_on"], row["act_by_on"]) < five_days_at_least
            for row in work
        )
        for kind in ("denial", "rejection")
    }


def _off_the_roster(flags: list[dict[str, str]]) -> dict[str, int]:
    """Count weeks in which the roster speaks against claims, by what it says."""
    return {
        f"weeks {flag}": sum(row["red_flag"] == flag for row in flags)
        for flag in ("billed_before_effective", "billed_after_ended", "not_on_roster")
    }


def _at_thresholds(claims: list[dict[str, str]]) -> dict[str, int]:
    """Count claims of each payer that stand at its threshold when a week ends, or a day before."""
    found: dict[str, int] = {}
    for payer_id, days in sorted({(row["payer_id"], row["threshold_days"]) for row in claims}):
        of_payer = [int(row["untouched_days"]) for row in claims if row["payer_id"] == payer_id]
        found[f"claims of {payer_id} a day short of {days}"] = of_payer.count(int(days) - 1)
        found[f"claims of {payer_id} at {days} days"] = of_payer.count(int(days))
    return found


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
