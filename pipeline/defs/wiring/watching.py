"""What watches while nobody does: failed runs, wrong settings, late packets, stuck deliveries.

Takes the home this process serves. Refuses to mail an error's words; see `pipeline.alerts`. A look
asks the mail server once: what it does not take is owed, and tried again by the job `deliveries`.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import dagster as dg

from pipeline.alerts import failure_alert, late_alert, settings_alert, undelivered_alert
from pipeline.defs.delivery.arrivals import deliveries
from pipeline.defs.wiring.home import home_folder
from pipeline.defs.wiring.run_records import DIED
from pipeline.defs.wiring.schedules import NOT_SOUND
from pipeline.defs.wiring.ticks import asked, without_words
from pipeline.parcels import Parcel
from pipeline.practice import Home
from pipeline.practice.home import HOME_FILE, read_sound
from pipeline.resources.last_sound import remember, standing
from pipeline.resources.receipts import SENT, Receipt, Receipts
from pipeline.resources.warehouse import Warehouse, WarehouseError
from pipeline.resources.whole_files import WriteError
from pipeline.rounds import may_be_told, newest, postman_in_a_hurry, tries_due

BY_COMMAND = "command"
MINUTE = 60
# What these tell of lasts hours; a look reads the settings of every practice. 2026-11-30.
SECONDS_BETWEEN_LOOKS = 15 * MINUTE
NO_HOME = "The home's own settings cannot be read: triage check names each line."


def failure_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that tells the operator of a run that failed without anybody watching."""

    @dg.run_failure_sensor(
        name="a_run_failed",
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=MINUTE,
        description="Mails the operator job, run, steps and kind of error; never its words.",
    )
    @without_words
    def tell(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
        run = context.dagster_run
        is_dead = context.failure_event.message == DIED
        if run.tags.get("triage/started_by") == BY_COMMAND and not is_dead:
            return dg.SkipReason("A command tells of its own run.")
        home, _ = standing(folder)
        if home is None or not home.settings.mail.operator:
            return dg.SkipReason("home.toml names no operator.")
        steps, error_class = failed_steps(context.get_step_failure_events())
        to, day = home.settings.mail.operator, dt.datetime.now(dt.UTC).date()
        alert = failure_alert(to, run.job_name, run.run_id, steps, error_class, day)
        postman_in_a_hurry(home).tell(alert)
        return None

    return tell


def late_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that tells the operator, once, of a packet that is not there by noon."""
    return _sensor_of_alerts(
        folder,
        "packet_is_late",
        "Mails the operator when a practice has no packet by noon of its Monday.",
        late_alerts,
    )


def late_alerts(home: Home, now: dt.datetime) -> list[Parcel]:
    """Return what to tell of packets that are late, one a practice."""
    to = home.settings.mail.operator
    alerts = [late_alert(to, practice, now) for practice in home.practices]
    return [alert for alert in alerts if alert is not None]


def stuck_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that tells the operator, once a period, of deliveries that are stuck."""
    return _sensor_of_alerts(
        folder,
        "a_delivery_is_stuck",
        "Mails the operator of deliveries that were refused, held back or long owed.",
        stuck_alerts,
    )


def stuck_alerts(home: Home, now: dt.datetime) -> list[Parcel]:
    """Return what to tell of deliveries that are stuck, one a practice and period."""
    periods: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for one in newest(home, Receipts.of(home), now):
        periods[one.practice_id, one.period].append(one)
    to = home.settings.mail.operator
    alerts = [
        undelivered_alert(to, practice_id, dt.date.fromisoformat(period), those, now)
        for (practice_id, period), those in sorted(periods.items())
    ]
    return [alert for alert in alerts if alert is not None]


def settings_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that tells the operator, once a day, of settings no run can start with."""

    @dg.sensor(
        name="settings_are_wrong",
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        description="Mails the operator whose settings are wrong before a Monday finds it out.",
    )
    @without_words
    def look() -> dg.SkipReason:
        home, problems = standing(folder)
        if home is None:
            return dg.SkipReason(NO_HOME)
        # Where the home's own settings are wrong it is the one kept, and has no practice.
        if home.keys:
            with suppress(WriteError):
                remember(home)
        today = dt.datetime.now(dt.UTC).date()
        alert = settings_alert(home.settings.mail.operator, home, problems, today)
        _told(home, [alert] if alert else [])
        return dg.SkipReason(f"{len(problems)} lines of settings are wrong.")

    return look


def owed_sensor(folder: Path) -> dg.SensorDefinition:
    """Return the sensor that starts another try of what is owed when it has waited long enough."""

    @dg.sensor(
        name="mail_is_owed",
        job=deliveries,
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=5 * MINUTE,
        description="Tries deliveries again that failed, with growing waits, for a week.",
    )
    @without_words
    def look() -> dg.RunRequest | dg.SkipReason:
        now = dt.datetime.now(dt.UTC)
        home, _ = read_sound(folder)
        if home is None:
            return dg.SkipReason(NOT_SOUND)
        due = tries_due(home, Receipts.of(home), now)
        if not due:
            return dg.SkipReason("Nothing is owed that has waited long enough.")
        # The hour: a run that failed before its first try is asked for again.
        told = hashlib.sha256("\n".join([f"{now:%Y-%m-%dT%H}", *sorted(due)]).encode())
        tags = {"triage/owed": str(len(due))}
        return dg.RunRequest(run_key=told.hexdigest(), run_config=asked(), tags=tags)

    return look


def _sensor_of_alerts(
    folder: Path, name: str, description: str, due: Callable[[Home, dt.datetime], list[Parcel]]
) -> dg.SensorDefinition:
    @dg.sensor(
        name=name,
        default_status=dg.DefaultSensorStatus.RUNNING,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        description=description,
    )
    @without_words
    def look() -> dg.SkipReason:
        home, _ = standing(folder)
        if home is None:
            return dg.SkipReason(NO_HOME)
        return dg.SkipReason(f"{_told(home, due(home, dt.datetime.now(dt.UTC)))} to tell of.")

    return look


def _told(home: Home, due: Sequence[Parcel]) -> int:
    """Mail the operator, where home.toml names one, what there is to tell; return how much.

    A look that meets a run, a server that fails or a disk that takes nothing leaves the rest to the
    next one; the run that fails with them is told by itself.
    """
    if not home.settings.mail.operator:
        return len(due)
    postman = postman_in_a_hurry(home)
    now = postman.clock()
    with suppress(OSError, WarehouseError, WriteError), Warehouse(home).lock(0.0):
        for alert in due:
            if may_be_told(postman.receipts, alert, now):
                (receipt,) = postman.deliver([alert])
                if receipt.state != SENT:
                    break
    return len(due)


def failed_steps(events: Sequence[dg.DagsterEvent]) -> tuple[list[str], str]:
    """Return the steps that failed and the class of the innermost error; never its words."""
    failures = [event for event in events if event.is_failure]
    steps = sorted({event.step_key for event in failures if event.step_key})
    error_class = ""
    for event in failures:
        error = getattr(event.event_specific_data, "error", None)
        while error is not None:
            error_class, error = error.cls_name or error_class, error.cause
    return steps, error_class


@dg.definitions
def watching() -> dg.Definitions:
    """Build the sensors of this home; none before there is one."""
    folder = home_folder()
    if not (folder / HOME_FILE).is_file():
        return dg.Definitions()
    kinds = (failure_sensor, settings_sensor, late_sensor, stuck_sensor, owed_sensor)
    return dg.Definitions(sensors=[kind(folder) for kind in kinds])
