"""What page 1 says, template by template, and what each sentence rests on."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from reports.packet import (
    CauseKind,
    Concentration,
    Owner,
    Packet,
    Rise,
    Series,
    UntouchedOwner,
    Verdict,
)
from reports.sentences import alarm, concentration_texts, what_changed, what_is_stuck, what_next
from tests.reports.invented import weeks
from tests.reports.invented.kinds import BILLER
from tests.reports.invented.lists import feeds

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"


def changed(packet: Packet) -> str:
    return what_changed(packet).text


def stuck(packet: Packet) -> str:
    return what_is_stuck(packet).text


def next_step(packet: Packet) -> str:
    return what_next(packet).text


def usual(verdict: Verdict, *, low: int = 24, high: int = 42, now: int | None = 46) -> Series:
    """Thirteen weeks with a range of their own and this verdict."""
    return Series((*(33,) * 12, now), verdict, Decimal(low), Decimal(high), Decimal(low + high) / 2)


def with_verdict(verdict: Verdict) -> Packet:
    base = weeks.group()
    causes = tuple(cause for cause in base.causes if cause.kind != "lasting")
    return replace(base, causes=causes, headline=replace(base.headline, denied=usual(verdict)))


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("above", "46 claims were denied, above the usual 24 to 42: a real change, so look for a "
                  "cause. No single payer or group explains it."),
        ("below", "46 claims were denied, below the usual 24 to 42: a real change, so look for a "
                  "cause."),
        ("within", "46 claims were denied, inside the usual 24 to 42: ordinary ups and downs."),
        ("too_few", "46 claims were denied; usual 24 to 42 a week, too few to call a trend."),
        ("not_compared", "46 claims were denied; a file is missing, so this count is not "
                         "compared."),
    ],
)  # fmt: skip
def test_what_changed_follows_the_verdict(verdict: Verdict, sentence: str) -> None:
    assert changed(with_verdict(verdict)) == sentence


def test_a_young_record_says_how_young() -> None:
    base = weeks.first_week()
    first = replace(base, meeting=replace(base.meeting, follows_packet=False))
    assert changed(first) == (
        "46 claims were denied. This is the first week on record; 8 are needed."
    )
    later = replace(base, meeting=replace(base.meeting, follows_packet=True))
    assert changed(later) == (
        "46 claims were denied. No earlier week can be compared yet; 8 are needed."
    )
    second = replace(base.headline.denied, values=(40, 46))
    third = replace(base.headline.denied, values=(40, None, 41, 46))
    assert changed(replace(base, headline=replace(base.headline, denied=second))).endswith(
        "; 1 earlier week known, 8 needed to compare."
    )
    assert changed(replace(base, headline=replace(base.headline, denied=third))).endswith(
        "; 2 earlier weeks known, 8 needed to compare."
    )


def rising(*rises: Rise) -> str:
    """46 claims, 33 usual: a rise by 13, of which 6.5 are half."""
    said = changed(replace(with_verdict("above"), rises=rises))
    return said.removeprefix(
        "46 claims were denied, above the usual 24 to 42: a real change, so look for a cause. "
    )


def test_a_rise_names_the_payer_or_group_that_brought_half_of_it() -> None:
    payer = Rise("payer", "Cedar Blue Plan", 9, Decimal("2.50"))
    group = Rise("group", "Eligibility", 12, Decimal("0.40"))
    none = "No single payer or group explains it."
    assert rising(payer) == "9 came from Cedar Blue Plan; its usual is 3."
    assert rising(replace(payer, usual_count=Decimal("2.51"))) == none
    assert rising(payer, group) == "12 are in the group Eligibility; its usual is under one a week."
    rare = replace(group, usual_count=Decimal(0))
    assert rising(rare) == "12 are in the group Eligibility; its usual is none."
    assert rising() == none


def test_under_five_claims_explain_no_rise() -> None:
    small = replace(with_verdict("above"), rises=(Rise("payer", "Cedar", 4, Decimal(0)),))
    base = replace(usual("above"), usual_mean=Decimal(40))
    low = replace(small, headline=replace(small.headline, denied=base))
    five = replace(low, rises=(Rise("payer", "Cedar", 5, Decimal(0)),))
    assert "No single payer" in changed(low)
    assert "5 came from Cedar" in changed(five)


def test_a_rise_is_not_explained_while_a_file_is_missing_nor_without_one() -> None:
    rise = (Rise("payer", "Cedar", 30, Decimal(1)),)
    assert "Cedar" not in changed(replace(with_verdict("within"), rises=rise))
    bad = replace(weeks.bad_week(), rises=rise)
    above = replace(bad, headline=replace(bad.headline, denied=usual("above")))
    assert "came from Cedar" not in changed(above)


def since(*days_before: int, kind: CauseKind = "lasting") -> str:
    """What page 1 adds for causes that changed so many days before the week."""
    base = with_verdict("within")
    causes = tuple(
        replace(
            base.causes[0],
            label=f"Change {days}",
            kind=kind,
            since_on=base.packet_week - timedelta(days=days),
            concentrations=(Concentration(7, 9, "for", "procedure 90837", "clients"),),
        )
        for days in days_before
    )
    return changed(replace(base, causes=causes)).removeprefix(changed(base))


def test_what_changed_and_stayed_is_named_with_place_and_week() -> None:
    told = QUOTED.format("change 49")
    words = (
        f" Since the week of Sep 28 there is more of {told}: 7 of 9 clients for procedure 90837."
    )
    assert since(49) == words


def test_a_change_is_news_for_eight_weeks_and_the_youngest_is_named() -> None:
    assert since(56) == ""
    assert "change 49" in since(56, 49)
    assert "change 7" in since(49, 7, 21)


def test_only_what_stayed_is_a_change_on_page_1() -> None:
    assert since(7, kind="burst") == since(7, kind="chronic") == ""


@pytest.mark.parametrize("verdict", ["above", "below"])
def test_a_real_change_beside_the_denials_is_said(verdict: Verdict) -> None:
    base = with_verdict("within")
    head = replace(base.headline, rejected=usual(verdict, low=2, high=9, now=1))
    assert changed(replace(base, headline=head)).endswith(
        f"downs. 1 claim rejected, {verdict} the usual 2 to 9: a real change."
    )
    head = replace(base.headline, untouched=usual(verdict, low=300, high=340, now=1351))
    assert changed(replace(base, headline=head)).endswith(
        f" 1,351 claims untouched, {verdict} the usual 300 to 340: a real change."
    )


@pytest.mark.parametrize("verdict", ["within", "too_few", "not_compared"])
def test_no_other_verdict_beside_the_denials_is_a_change(verdict: Verdict) -> None:
    base = with_verdict("within")
    head = replace(base.headline, rejected=usual(verdict), untouched=usual(verdict))
    assert changed(replace(base, headline=head)) == changed(base)


def test_a_zero_is_called_real_only_when_every_file_arrived() -> None:
    quiet = weeks.quiet()
    assert changed(quiet) == (
        "No claim was denied; all three payers\N{RIGHT SINGLE QUOTATION MARK} files arrived, so "
        "this is a real zero."
    )
    one = replace(quiet, coverage=replace(quiet.coverage, payers=feeds(1)))
    assert "; the one payer\N{RIGHT SINGLE QUOTATION MARK}s files arrived" in changed(one)
    missing = replace(quiet, coverage=replace(quiet.coverage, payers=feeds(3, missing=(1,))))
    assert changed(missing) == (
        "No denial arrived, but Northstate Medicaid is missing, so this may not be a zero."
    )


def test_no_claim_is_said_as_a_word_beside_the_denials() -> None:
    base = with_verdict("within")
    head = replace(base.headline, rejected=usual("below", low=2, high=9, now=0))
    assert changed(replace(base, headline=head)).endswith(
        " No claim rejected, below the usual 2 to 9: a real change."
    )


def test_no_zero_is_real_while_no_payer_is_known_to_send_files() -> None:
    quiet = weeks.quiet()
    young = replace(quiet, coverage=replace(quiet.coverage, payers=()))
    assert changed(young) == (
        "No claim was denied. No payer sends files regularly yet, so none can be missed."
    )


def test_a_missing_file_forbids_comparing_and_is_not_said_to_make_the_count_low() -> None:
    assert changed(weeks.bad_week()) == (
        "26 claims were denied, but Northstate Medicaid is missing: the count may be too low and "
        "is not compared."
    )
    bad = weeks.bad_week()
    two = replace(bad, coverage=replace(bad.coverage, payers=feeds(8, missing=(1, 2))))
    assert "but the files of two payers are missing" in changed(two)


def test_what_is_stuck_names_group_repeat_and_who_holds_what_nobody_touched() -> None:
    assert stuck(weeks.group()) == (
        "Coding is the largest group (14 of 46). The costliest repeat, "
        f"{QUOTED.format('telehealth modifier missing')}, came in each of the last 6 weeks; 6 of "
        "12 from Cedar Blue Plan. Nobody has touched 25 open claims ($2,675) in 21 days or more; "
        "13 wait for Appeals & follow-up (AN)."
    )


def test_groups_of_one_size_share_the_first_place() -> None:
    base = weeks.group()
    first, second, third, fourth = base.categories[:4]
    same = replace(second, claim_count=first.claim_count)
    assert stuck(replace(base, categories=(first, same, third))).startswith(
        f"{first.name} and {second.name} are the largest groups (14 each of "
    )
    four = tuple(replace(one, claim_count=2) for one in (first, second, third, fourth))
    assert stuck(replace(base, categories=four)).startswith(
        "No group stands out: 4 groups have 2 claims each."
    )
    assert stuck(replace(base, categories=(first,))).startswith(
        "All denied claims are in the group Coding."
    )


def test_a_cause_seen_in_some_weeks_says_in_how_many() -> None:
    base = weeks.group()
    some = replace(base.causes[0], weekly_counts=(None, 3, 0, 2, 0, 12))
    assert "came in 3 of the last 5 weeks" in stuck(replace(base, causes=(some,)))


def test_one_known_week_is_no_repeat() -> None:
    said = stuck(weeks.first_week())
    assert "The costliest reason is" in said
    assert "repeat" not in said


def test_without_a_cause_nothing_is_said_to_come_back() -> None:
    assert "No cause keeps coming back." in stuck(replace(weeks.group(), causes=()))


def test_scattered_reasons_are_not_called_a_group() -> None:
    assert stuck(weeks.solo()) == (
        "Each denied claim has its own reason. Nobody has touched 2 open claims ($214) in 21 days "
        "or more."
    )


def test_a_quiet_week_speaks_of_open_claims_or_of_none() -> None:
    quiet = weeks.quiet()
    assert stuck(quiet) == "Nobody has touched 2 open claims ($214) in 21 days or more."
    none = replace(quiet, untouched_by_payer=(), untouched_by_owner=())
    assert stuck(none) == "No open claim waits without attention."


def test_days_without_attention_are_true_of_every_claim_counted() -> None:
    quiet = weeks.quiet()
    short = replace(quiet.untouched_by_payer[0], threshold_days=14)
    both = replace(quiet, untouched_by_payer=(*quiet.untouched_by_payer, short))
    assert "in 14 days or more" in stuck(both)


def test_one_owner_of_everything_is_not_called_most() -> None:
    base = weeks.group()
    one = (UntouchedOwner(Owner("Billing"), 25, 2675, 40),)
    assert stuck(replace(base, untouched_by_owner=one)).endswith("in 21 days or more.")


def test_what_expires_comes_before_prevention() -> None:
    assert next_step(weeks.group()) == (
        "Send the 5 claims that expire by Dec 7 first (likely $345). First: 1 on Nov 24, with "
        "Coding & charge entry (JS). Then decide one prevention step with Coding & charge entry "
        "(JS): stop a claim with place 02 or 10 and no telehealth modifier this payer wants."
    )


def test_what_runs_out_first_names_the_day_and_all_who_hold_it() -> None:
    base = weeks.group()
    one = replace(base, expiring=base.expiring[:1])
    assert "Send the 1 claim that expires by Dec 7 first (likely $55)." in next_step(one)
    assert "First: 1 on Nov 24, with Coding & charge entry (JS)." in next_step(one)
    first = base.expiring[0]
    other = replace(first, owner=BILLER, claim_count=3)
    later = replace(first, last_day_on=first.last_day_on + timedelta(days=1))
    both = replace(base, expiring=(later, first, other))
    assert (
        "First: 4 on Nov 24, with Coding & charge entry (JS) and Claims billing (LV)."
    ) in next_step(both)


def test_what_runs_out_on_the_day_of_the_meeting_runs_out_today() -> None:
    base = weeks.group()
    today = replace(base.expiring[0], last_day_on=base.issued_on, days_left=0)
    assert "First: 1 today, Nov 23, with " in next_step(replace(base, expiring=(today,)))


def test_a_person_of_two_roles_holds_what_both_hold() -> None:
    owners = (
        UntouchedOwner(Owner("Denials", "JO"), 9, 900, 40),
        UntouchedOwner(Owner("Intake", "MR"), 10, 1000, 40),
        UntouchedOwner(Owner("Billing", "JO"), 6, 775, 40),
    )
    said = stuck(replace(weeks.group(), untouched_by_owner=owners))
    assert said.endswith("; 15 wait for JO in 2 roles.")


def test_a_missing_file_comes_before_everything() -> None:
    bad = weeks.bad_week()
    assert next_step(bad).startswith("Get the missing file first. Then send the 3 claims ")
    two = replace(bad, coverage=replace(bad.coverage, payers=feeds(8, missing=(1, 2))))
    assert next_step(two).startswith("Get the two missing files first. Then send ")


def test_with_nothing_expiring_prevention_comes_first() -> None:
    assert next_step(weeks.solo()).startswith("Decide one prevention step: hold the visit")


def test_a_cause_without_a_check_gives_way_to_one_with_a_check() -> None:
    base = replace(weeks.group(), expiring=())
    bare = replace(base.causes[0], check="")
    assert next_step(replace(base, causes=(bare, base.causes[1]))).startswith(
        "Decide one prevention step with Intake & eligibility (MR): "
    )
    assert next_step(replace(base, causes=(bare,))).startswith("Work the 46 claims")


def test_there_is_always_something_to_do_next() -> None:
    solo, quiet = weeks.solo(), weeks.quiet()
    assert next_step(replace(solo, causes=())) == (
        "Work the 3 claims on the fix-now page from the top."
    )
    assert next_step(quiet) == ("Skip the denial pages. Check the older claims on the aging page.")
    assert next_step(replace(quiet, untouched_by_payer=())) == (
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


def test_the_last_file_is_a_day_not_a_guess() -> None:
    assert weeks.bad_week().coverage.missing[0].last_file_on == date(2026, 11, 13)


def test_a_sentence_points_to_the_sections_that_show_it() -> None:
    packet = weeks.group()
    assert what_changed(packet).sections == ("reasons", "causes")
    assert what_is_stuck(packet).sections == ("reasons", "causes", "aging")
    assert what_next(packet).sections == ("fix-now", "causes")


@pytest.mark.parametrize("name", weeks.SUMMARIES)
def test_sentences_blame_nobody_and_claim_no_statistics(name: str) -> None:
    packet = weeks.SUMMARIES[name]()
    said = " ".join([changed(packet), stuck(packet), next_step(packet)]).lower()
    for word in ("please", "significant", "not chance", "fault", "therapy note", "at risk"):
        assert not re.search(rf"\b{word}\b", said)
