import stat
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.practice import (
    Clinician,
    Delivery,
    Home,
    Identity,
    Location,
    Payer,
    PracticeSettings,
    RemoteSource,
    SettingsError,
    Sources,
    Thresholds,
    add_practice,
    check_home,
    init_home,
    practice_id_of,
    practice_toml,
)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_home_is_valid_and_private(home: Home) -> None:
    practice = home.practices[0]

    assert check_home(home.path) == []
    assert practice.name == "Larkspur Counseling"
    assert _mode(home.secret_file) == 0o600
    folders = (home.path, practice.folder, practice.inbox, practice.packets_folder)
    assert {_mode(folder) for folder in folders} == {0o700}


def test_a_second_name_adds_a_practice_and_keeps_the_secret(home: Home) -> None:
    both = init_home(home.path, "aster", "Aster Clinic")

    assert [practice.practice_id for practice in both.practices] == ["aster", "larkspur"]
    assert both.secret == home.secret


def test_a_practice_is_never_written_over(home: Home) -> None:
    with pytest.raises(SettingsError, match="exists already"):
        init_home(home.path, "larkspur", "Another")
    assert Home.open(home.path).practices[0].name == "Larkspur Counseling"


def test_a_name_without_letters_makes_no_practice(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No key"):
        init_home(tmp_path / "home", practice_id_of("***"), "***")
    assert not (tmp_path / "home").exists()


def test_every_setting_is_explained_in_the_file_that_init_writes(home: Home) -> None:
    text = home.practices[0].settings_file.read_text(encoding="utf-8")
    written = " ".join(line.removeprefix("# ") for line in text.splitlines())

    for section in (
        *(Identity, Sources, RemoteSource, Thresholds, Delivery, Payer, Clinician, Location),
    ):
        for key, field in section.model_fields.items():
            assert field.description, key
            assert field.description in written
            assert f"{key} = " in text


def test_the_commented_tables_are_valid_once_uncommented(home: Home) -> None:
    file = home.practices[0].settings_file
    text = file.read_text(encoding="utf-8")
    lines = [
        line.removeprefix("# ") if " = " in line.split(". ")[0] or line.startswith("# [[") else line
        for line in text.splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    # What the example of a key names must be there.
    key = file.with_name("at-rest.key")
    key.write_text("any", encoding="ascii")
    key.chmod(0o600)
    practice = Home.open(home.path).practices[0]

    assert len(practice.payers) == len(practice.clinicians) == len(practice.locations) == 1
    assert len(practice.settings.remote_sources) == 1
    assert len(practice.settings.owners) == 10


def test_settings_written_and_read_again_are_the_same(home: Home) -> None:
    settings = PracticeSettings(
        practice=Identity(id="aster", name='The "Aster" Clinic \\ nörd', invented=True),
        thresholds=Thresholds(hourly_rate_usd=Decimal("41.50")),
        owners={"claims_biller": "AB"},
        payers=(
            Payer(id="one", name="One", identifiers=("1", "2")),
            Payer(id="two", name="Two", untouched_days=14, is_electronic=False),
        ),
    )

    assert add_practice(home.path, settings).practice("aster").settings == settings
    assert tomllib.loads(practice_toml(settings))["payers"][1]["untouched_days"] == 14


def test_untouched_days_come_from_the_payer_then_from_how_it_answers(home: Home) -> None:
    days = home.practices[0].untouched_days

    assert days(Payer(id="a", name="A")) == 21
    assert days(Payer(id="a", name="A", is_electronic=False)) == 30
    assert days(Payer(id="a", name="A", is_electronic=False, untouched_days=7)) == 7


def test_sources_are_the_inbox_unless_named_and_start_at_the_practice(home: Home) -> None:
    practice = home.practices[0]
    assert practice.source_urls == (str(practice.inbox),)

    file = practice.settings_file
    urls = 'urls = ["drop", "gs://bucket/era"]'
    file.write_text(file.read_text(encoding="utf-8").replace("urls = []", urls), encoding="utf-8")
    named = Home.open(home.path).practices[0].source_urls
    assert named == (str(practice.folder / "drop"), "gs://bucket/era")


def test_a_secret_that_others_can_read_is_told(home: Home) -> None:
    home.secret_file.chmod(0o640)

    (problem,) = check_home(home.path)
    assert "chmod 600" in problem.remedy


@pytest.mark.parametrize("content", [None, "", "abcd", "not hex" * 10])
def test_a_missing_or_damaged_secret_is_told_and_not_replaced(
    home: Home, content: str | None
) -> None:
    home.secret_file.unlink() if content is None else home.secret_file.write_text(content)

    (problem,) = check_home(home.path)
    assert "secret" in problem.what
    with pytest.raises(SettingsError):
        _ = Home.open(home.path).secret


def test_an_unknown_practice_is_told_with_those_there_are(home: Home) -> None:
    with pytest.raises(SettingsError, match="larkspur"):
        home.practice("aster")
