"""When a scrub starts by itself: a file that is about to be sent appears.

Takes the home this process serves. Refuses to tell the names of files: a run is asked for by a
digest of what waits.
"""

import datetime as dt
from pathlib import Path

import dagster as dg

from pipeline.defs.wiring.home import home_folder
from pipeline.defs.wiring.jobs import scrub_outgoing
from pipeline.defs.wiring.schedules import NOT_SOUND, run_for
from pipeline.defs.wiring.ticks import without_words
from pipeline.edits.outbound import is_missing, waiting
from pipeline.practice import Home
from pipeline.practice.home import HOME_FILE, read_sound

# Somebody waits to press "send", and a look reads the settings of every practice. 2026-11-30.
SECONDS_BETWEEN_LOOKS = 120
NO_FOLDER = "No practice.toml names a folder under [scrub]."


def outgoing_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that scrubs a file that is about to be sent."""

    @dg.sensor(
        name="claims_go_out",
        job=scrub_outgoing,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Scrubs each new file in the folders that settings name for it.",
    )
    @without_words
    def look() -> dg.RunRequest | dg.SkipReason:
        home, _ = read_sound(folder)
        if home is None:
            return dg.SkipReason(NOT_SOUND)
        return asked_for(home, dt.datetime.now(dt.UTC))

    return look


def asked_for(home: Home, now: dt.datetime) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where a file waits; say why not where none does."""
    named = [one for one in home.practices if one.outbound_folder is not None]
    if not named:
        return dg.SkipReason(NO_FOLDER)
    missing = [one.practice_id for one in named if is_missing(one)]
    files = [
        f"{one.practice_id}\0{stamp}"
        for one in named
        if one.practice_id not in missing
        for stamp in waiting(home, one, now)
    ]
    if files:
        return run_for(files, now)
    told = f" No folder of {', '.join(missing)} is there." if missing else ""
    return dg.SkipReason(f"No file waits to be sent.{told}")


@dg.definitions
def sensors() -> dg.Definitions:
    """Build the sensor of this home; none before there is one."""
    folder = home_folder()
    is_home = (folder / HOME_FILE).is_file()
    return dg.Definitions(sensors=[outgoing_sensor(folder)] if is_home else [])
