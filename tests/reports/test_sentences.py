from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.packet import Packet, Verdict
from reports.sentences import alarm, concentration_texts, what_changed, what_is_stuck, what_next
from tests.reports.invented import weeks
from tests.reports.invented.kinds import BILLER
from tests.reports.invented.lists import feeds


def changed(packet: Packet) -> str:
    return what_changed(packet.denied_count, packet.headline, packet.coverage)


def with_verdict(verdict: Verdict) -> Packet:
    base = weeks.group()
    denied = replace(
        base.headline.denied, verdict=verdict, usual_low=Decimal(24), usual_high=Decimal(42)
    )
    return replace(base, headline=replace(base.headline, denied=denied))


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("above", "46 claims were denied, outside the usual 24 to 42: more than ordinary ups and "
                  "downs, so look for a cause."),
        ("below", "46 claims were denied, outside the usual 24 to 42: fewer than ordinary ups and "
                  "downs, so look for a cause."),
        ("within", "46 claims were denied, inside the usual 24 to 42: ordinary ups and downs."),
        ("too_few", "46 claims were denied; usual 24 to 42 a week, too few to call a trend."),
        ("not_compared", "46 claims were denied; a file is missing, so this count is not "
                         "compared."),
    ],
)  # fmt: skip
def test_what_changed_follows_the_verdict(verdict: Verdict, sentence: str) -> None:
    assert changed(with_verdict(verdict)) == sentence


def test_a_young_record_says_how_young() -> None:
    assert changed(weeks.first_week()) == (
        "46 claims were denied; 0 earlier weeks known, 8 needed to compare."
    )


def test_a_zero_is_called_real_only_when_every_file_arrived() -> None:
    quiet = weeks.quiet()
    assert changed(quiet) == (
        "No claim was denied; all three payers\N{RIGHT SINGLE QUOTATION MARK} files arrived, so "
        "this is a real zero."
    )
    missing = replace(quiet, coverage=replace(quiet.coverage, payers=feeds(3, missing=(1,))))
    assert changed(missing) == (
        "No denial arrived, but Northstate Medicaid is missing, so this may not be a zero."
    )


def test_no_zero_is_real_while_no_payer_is_known_to_send_files() -> None:
    quiet = weeks.quiet()
    young = replace(quiet, coverage=replace(quiet.coverage, payers=()))
    assert changed(young) == (
        "No claim was denied. No payer sends files regularly yet, so none can be missed."
    )


def test_a_missing_file_makes_the_count_too_low_to_compare() -> None:
    assert changed(weeks.bad_week()) == (
        "26 claims were denied, but Northstate Medicaid is missing, so this count is too low to "
        "compare."
    )
    bad = weeks.bad_week()
    two = replace(bad, coverage=replace(bad.coverage, payers=feeds(8, missing=(1, 2))))
    assert "but the files of two payers are missing" in changed(two)


def test_what_is_stuck_names_the_largest_group_and_the_costliest_repeat() -> None:
    assert what_is_stuck(weeks.group()) == (
        "Coding is the largest group (14 of 46). The costliest repeat, "
        "\N{LEFT DOUBLE QUOTATION MARK}telehealth modifier missing\N{RIGHT DOUBLE QUOTATION MARK}, "
        "came in each of the last 6 weeks; 6 of 12 from Cedar Blue Plan."
    )


def test_a_cause_seen_in_some_weeks_says_in_how_many() -> None:
    base = weeks.group()
    some = replace(base.causes[0], weekly_counts=(None, 3, 0, 2, 0, 12))
    assert "came in 3 of the last 5 weeks" in what_is_stuck(replace(base, causes=(some,)))


def test_one_known_week_is_no_repeat() -> None:
    stuck = what_is_stuck(weeks.first_week())
    assert "The costliest reason is" in stuck
    assert "repeat" not in stuck


def test_without_a_cause_nothing_is_said_to_come_back() -> None:
    stuck = what_is_stuck(replace(weeks.group(), causes=()))
    assert stuck.endswith("No cause keeps coming back.")


def test_scattered_reasons_are_not_called_a_group() -> None:
    assert what_is_stuck(weeks.solo()) == (
        "Each denied claim has its own reason. 2 older claims wait untouched."
    )


def test_a_quiet_week_speaks_of_older_claims_or_of_none() -> None:
    quiet = weeks.quiet()
    assert what_is_stuck(quiet) == (
        "Nothing is newly stuck; 2 older claims have had no attention in 21 days."
    )
    assert what_is_stuck(replace(quiet, untouched_by_payer=())) == (
        "Nothing is stuck: no open claim waits without attention."
    )


def test_what_expires_comes_before_prevention() -> None:
    assert what_next(weeks.group()) == (
        "Send the 5 claims that expire by Dec 7 first (likely $345). Then decide one prevention "
        "step: stop a claim with place 02 or 10 and no telehealth modifier this payer wants."
    )


def test_a_missing_file_comes_before_everything() -> None:
    assert what_next(weeks.bad_week()).startswith("Get the missing file first. Then send the 3 ")


def test_with_nothing_expiring_prevention_comes_first() -> None:
    assert what_next(weeks.solo()).startswith("Decide one prevention step: hold the visit")


def test_there_is_always_something_to_do_next() -> None:
    solo, quiet = weeks.solo(), weeks.quiet()
    assert what_next(replace(solo, causes=())) == (
        "Work the 3 claims on the fix-now page from the top."
    )
    assert what_next(quiet) == ("Skip the denial pages. Check the older claims on the aging page.")
    assert what_next(replace(quiet, untouched_by_payer=())) == (
        "No denial to work. Use the time for one prevention step."
    )


def test_how_narrow_a_cause_is_is_said_from_three_claims_on() -> None:
    narrow = weeks.group().causes[0].concentrations[0]
    assert concentration_texts((replace(narrow, claim_count=1, of_count=2),)) == ()
    assert concentration_texts((replace(narrow, claim_count=2, of_count=3),)) == (
        "2 of 3 from Cedar Blue Plan",
    )


def test_the_alarm_names_payer_share_last_file_and_who_calls_whom() -> None:
    banner = alarm(weeks.bad_week().coverage)
    assert banner is not None
    assert banner.before == (
        "Northstate Medicaid sent no payment file. It usually brings 3 in 10 of our denials. Every "
        "count below may be too low and is"
    )
    assert banner.after == (
        "with earlier weeks. Last file: Nov 13. Claims billing calls the clearinghouse today."
    )


def test_the_alarm_covers_a_payer_that_never_sent_and_one_whose_share_is_not_known() -> None:
    feed = replace(feeds(1, missing=(0,))[0], last_file_on=None, usual_share=None)
    banner = alarm(replace(weeks.group().coverage, payers=(feed,)))
    assert banner is not None
    assert banner.before.startswith("Cedar Blue Plan sent no payment file. Every count below")
    assert "No file has ever come." in banner.after


def test_many_missing_files_share_one_banner() -> None:
    banner = alarm(replace(weeks.group().coverage, payers=feeds(8, missing=range(5))))
    assert banner is not None
    assert banner.before.startswith(
        "Cedar Blue Plan, Northstate Medicaid, Optima Behavioral and 2 others sent no payment file."
        " Together they usually bring nearly all of our denials."
    )
    assert banner.after.count(BILLER.role) == 1


def test_no_alarm_when_every_file_arrived() -> None:
    assert alarm(weeks.group().coverage) is None


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_sentences_blame_nobody_and_claim_no_statistics(name: str) -> None:
    packet = weeks.SUMMARIES[name]()
    said = " ".join([changed(packet), what_is_stuck(packet), what_next(packet)]).lower()
    for word in ("please", "significant", "not chance", "fault", "therapy note", "at risk"):
        assert word not in said


def test_the_last_file_is_a_day_not_a_guess() -> None:
    assert weeks.bad_week().coverage.missing[0].last_file_on == date(2026, 11, 13)
