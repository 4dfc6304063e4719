"""The home whose runs are disturbed: a season that comes in every way that files come.

Every third file lies in a second source, which is emptied when its files are safely here; of the
rest some came as one package, and the others lie loose in the inbox.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.practice import Home
from pipeline.resources.sealing import new_key
from pipeline.synthetic import Season, write_season
from tests.laws.building import Builder, deliveries_of, settings_of
from tests.resources.test_packed_deliveries import zipped

SOURCE = "clearinghouse"
PACKED = 6
SETTINGS = f"""
[delivery]
folder = "../../delivered"
parts = ["summary", "lists", "decisions"]

[[remote_sources]]
url = "{SOURCE}"
after_pickup = "delete"
"""


def home_to_disturb(builder: Builder, folder: Path, season: Season, settings: str = "") -> Home:
    """Make a home in which a season waits for its first run.

    Args:
        builder: Its parsed models are the home's own, so that no run waits for them.
        folder: Where; the home is ``calm`` in it.
        season: What waits.
        settings: What the practice's settings say beside where files come from and go.
    """
    report = write_season(folder / "files", season)
    home = builder.home(folder / "calm", {season.practice_id: settings_of(report)})
    home.working_file.unlink()
    shutil.copytree(builder.parsed, home.dagster_folder / "dbt" / builder.parsed.name)
    practice = home.practices[0]
    file = practice.settings_file
    file.write_text(file.read_text("utf-8") + SETTINGS + settings, "utf-8")
    source = practice.folder / SOURCE
    source.mkdir(mode=0o700)
    contents = {each.name: each.content for each in deliveries_of(report)}
    names = sorted(contents)
    emptied, others = names[::3], [name for number, name in enumerate(names) if number % 3]
    packed, loose = others[:PACKED], others[PACKED:]
    for name in emptied:
        (source / name).write_bytes(contents[name])
    for name in loose:
        (practice.inbox / name).write_bytes(contents[name])
    package = zipped({name: contents[name] for name in packed})
    (practice.inbox / "together.zip").write_bytes(package)
    return Home.open(home.path)


def lock(home: Home) -> Home:
    """Give a home a key, and return it as it is opened with it."""
    key = home.path / "at-rest.key"
    key.write_text(new_key(), "ascii")
    key.chmod(0o600)
    settings = home.path / "home.toml"
    text = settings.read_text("utf-8").split("[at_rest]")[0]
    settings.write_text(text + '[at_rest]\nkey = { file = "at-rest.key" }\n', "utf-8")
    return Home.open(home.path)
