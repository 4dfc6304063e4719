from collections.abc import Callable

import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, SettingsError, check_home

Problems = Callable[[str], list[Problem]]

PRACTICE = '[practice]\nid = "larkspur"\nname = "Larkspur"\n'
TWO_PAYERS = PRACTICE + '[[payers]]\nid = "one"\nname = "One"\n[[payers]]\nid = "two"\n'

MISTAKES = {
    "unknown key": (PRACTICE + 'colour = "red"\n', 4, "colour", "Known here"),
    "misspelt key": (PRACTICE + 'time_zon = "UTC"\n', 4, "time_zon", "time_zone"),
    "unknown table": (PRACTICE + "[thresholdz]\n", 4, "thresholdz", "thresholds"),
    "wrong type": (PRACTICE + '[thresholds]\nuntouched_days = "21"\n', 5, "days", "number"),
    "truth as a number": (TWO_PAYERS + 'name = "Two"\nis_per_diem = 1\n', 10, "is_per", "true"),
    "no days at all": (PRACTICE + "[thresholds]\nuntouched_days = 0\n", 5, "untouched", "greater"),
    "unknown time zone": (PRACTICE + 'time_zone = "America/Nowhere"\n', 4, "time_zone", "Correct"),
    "folder of time zones": (PRACTICE + 'time_zone = "America"\n', 4, "time zone", "Correct"),
    "key missing": (TWO_PAYERS, 7, "name is missing", "name = "),
    "key of a payer": (PRACTICE + '[[payers]]\nid = "A B"\nname = "x"\n', 5, "id", "lower-case"),
    "unknown role": (PRACTICE + '[owners]\nbiler = "AB"\n', 5, "biler", "claims_biller"),
    "name for initials": (PRACTICE + '[owners]\nclaims_biller = "Ann Lee"\n', 5, "biller", ""),
    "short npi": (PRACTICE + '[[clinicians]]\nnpi = "12"\ninitials = "A"\n', 5, "npi", "ten"),
    "alias twice": (TWO_PAYERS + 'name = "Two"\nnames = ["O.N.E."]\n', 10, "one and two", "Leave"),
    "payer twice": (TWO_PAYERS.replace("two", "one") + 'name = "One"\n', 8, "earlier", "Join"),
    "deadline rule": (
        TWO_PAYERS + 'name = "Two"\ndeadline_rule = "soon"\n',
        10,
        "payer_deadlines",
        "default",
    ),
    "other folder": (PRACTICE.replace("larkspur", "aster"), 2, "folder", "Write"),
    "other weekday": (PRACTICE + 'week_starts_on = "sunday"\n', 4, "monday", "Remove"),
    "password in a url": (
        PRACTICE + '[sources]\nurls = ["ftp://me:canary@host/x"]\n',
        5,
        "password",
        "Correct",
    ),
    "login without settings": (
        PRACTICE + '[sources]\nurls = ["inbox", "sftp://host/x"]\n',
        5,
        "remote_sources",
        "Correct",
    ),
    "sftp without a user": (
        PRACTICE + '[[remote_sources]]\nurl = "sftp://host/x"\nkey_file = "k"\n',
        4,
        "user",
        "",
    ),
    "sftp without key and password": (
        PRACTICE + '[[remote_sources]]\nurl = "sftp://host/x"\nuser = "k"\n',
        4,
        "password",
        "",
    ),
    "s3 without keys": (
        PRACTICE + '[[remote_sources]]\nurl = "s3://bucket/x"\n',
        4,
        "access_key",
        "",
    ),
    "no host": (
        PRACTICE + '[[remote_sources]]\nurl = "sftp:///x"\nuser = "u"\nkey_file = "k"\n',
        4,
        "host",
        "",
    ),
    "port that is none": (
        PRACTICE + '[[remote_sources]]\nurl = "sftp://h:x/"\nuser = "u"\nkey_file = "k"\n',
        4,
        "port",
        "",
    ),
    "moved nowhere": (
        PRACTICE + '[[remote_sources]]\nurl = "/x"\nafter_pickup = "move"\n',
        4,
        "move_to",
        "",
    ),
    "another word after pickup": (
        PRACTICE + '[[remote_sources]]\nurl = "/x"\nafter_pickup = "burn"\n',
        6,
        "after_pickup",
        "delete",
    ),
    "password itself": (
        PRACTICE + '[[remote_sources]]\nurl = "/x"\npassword = "sk-canary"\n',
        6,
        "password",
        "",
    ),
    "waits for two days": (
        PRACTICE + '[[remote_sources]]\nurl = "/x"\nquiet_minutes = 2880\n',
        6,
        "quiet",
        "",
    ),
    "folder on a server without its login": (
        PRACTICE + '[delivery]\nfolder = "sftp://host/x"\n',
        4,
        "user, key_file or password",
        "",
    ),
    "bucket without keys": (
        PRACTICE + '[delivery]\nfolder = "s3://bucket/x"\nregion = "us-east-1"\n',
        4,
        "access_key, secret_key",
        "",
    ),
    "folder without a host": (
        PRACTICE + '[delivery]\nfolder = "sftp:///x"\nuser = "u"\nkey_file = "k"\n',
        4,
        "host",
        "",
    ),
    "login without a folder": (
        PRACTICE + '[delivery]\nuser = "u"\n',
        4,
        "no folder",
        "",
    ),
    "password in a folder": (
        PRACTICE + '[delivery]\nfolder = "ftp://me:canary@host/x"\n',
        5,
        "password",
        "Correct",
    ),
    "folder whose server nothing pins": (
        PRACTICE + '[delivery]\nfolder = "ssh://host/x"\n',
        5,
        "nothing pins",
        "",
    ),
    "folder behind another": (
        PRACTICE + '[delivery]\nfolder = "simplecache::sftp://host/x"\nuser = "u"\n',
        5,
        "nothing pins",
        "",
    ),
    "source whose server nothing pins": (
        PRACTICE + '[sources]\nurls = ["zip://*.csv::SSH://host/x.zip"]\n',
        5,
        "nothing pins",
        "",
    ),
    "packets in the clear": (
        PRACTICE
        + '[delivery]\nfolder = "s3://b"\nendpoint = "http://s3.example.com"\n'
        + 'access_key = { env = "A" }\nsecret_key = { env = "B" }\n',
        4,
        "in the clear",
        "",
    ),
    "endpoint that is no address": (
        PRACTICE
        + '[delivery]\nfolder = "s3://b"\nendpoint = "ftp://s3.example.com"\n'
        + 'access_key = { env = "A" }\nsecret_key = { env = "B" }\n',
        6,
        "endpoint",
        "",
    ),
    "no toml": (PRACTICE + "holidays = [\n", 4, "not TOML", "Mend"),
}


@pytest.mark.parametrize(("text", "line", "what", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line_and_how_to_mend_it(
    problems_with: Problems, text: str, line: int, what: str, remedy: str
) -> None:
    (problem,) = problems_with(text)

    assert problem.where.endswith(f"practice.toml, line {line}")
    assert what in problem.what
    assert remedy in problem.remedy
    assert problem.why


def test_an_identifier_of_two_payers_is_refused_whatever_its_capitals(
    problems_with: Problems,
) -> None:
    text = TWO_PAYERS.replace('"One"', '"One"\nidentifiers = ["ab1"]')
    (problem,) = problems_with(text + 'name = "Two"\nidentifiers = [" AB1 "]\n')

    assert "identifier" in problem.what


def test_one_payer_may_repeat_its_own_alias(problems_with: Problems) -> None:
    assert not problems_with(PRACTICE + '[[payers]]\nid = "a"\nname = "A"\nnames = ["a."]\n')


@pytest.mark.parametrize(
    "table",
    [
        'folder = "sftp://host:2222/x"\nuser = "u"\npassword = { file = "office.secret" }',
        'folder = "s3://b/x"\naccess_key = { env = "A" }\nsecret_key = { env = "B" }',
        'folder = "s3://b"\naccess_key = { env = "A" }\nsecret_key = { env = "B" }\n'
        'endpoint = "http://127.0.0.1:9000"',
        'folder = "memory://x"',
    ],
)
def test_a_folder_with_what_it_needs_is_no_mistake(problems_with: Problems, table: str) -> None:
    assert not problems_with(f"{PRACTICE}[delivery]\n{table}\n")


def test_every_mistake_is_told_at_once(problems_with: Problems) -> None:
    text = PRACTICE + 'colour = "red"\n[[payers]]\nid = "a"\n'

    assert [problem.where[-1] for problem in problems_with(text)] == ["4", "5"]


def test_a_value_is_never_repeated(problems_with: Problems) -> None:
    text = PRACTICE + 'time_zone = "sk-canary"\n[owners]\nclaims_biller = "sk-canary"\n'

    assert "canary" not in "".join(str(problem) for problem in problems_with(text))


def test_a_settings_mistake_ends_a_command_with_2(home: Home) -> None:
    home.practices[0].settings_file.write_text("", encoding="utf-8")

    with pytest.raises(SettingsError) as raised:
        Home.open(home.path)
    assert raised.value.exit_code == 2


def test_a_folder_that_is_no_home_is_told(home: Home) -> None:
    (problem,) = check_home(home.path / "practices")

    assert "no home" in problem.what
    assert "triage init" in problem.remedy


def test_a_home_without_a_practice_is_told(home: Home) -> None:
    home.practices[0].settings_file.unlink()

    assert "no practice" in check_home(home.path)[0].what
