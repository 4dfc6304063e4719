"""Resources, loggers, schedules and the sensors of one home, put together."""

import dagster as dg

from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.jobs import refresh, weekly_triage
from pipeline.defs.wiring.making_up import make_up_sensor
from pipeline.defs.wiring.progress import progress
from pipeline.defs.wiring.schedules import (
    arrivals_sensor,
    mondays,
    records_sensor,
    weekly_schedule,
)
from pipeline.practice.home import HOME_FILE


@dg.definitions
def wiring() -> dg.Definitions:
    """Build what binds the stages of this home together."""
    folder = home_folder()
    sensors = (
        [
            arrivals_sensor(folder, refresh),
            make_up_sensor(folder, weekly_triage),
            records_sensor(folder),
        ]
        if (folder / HOME_FILE).is_file()
        else []
    )
    return dg.Definitions(
        schedules=[
            weekly_schedule(zone, starts_on, weekly_triage, folder)
            for zone, starts_on in mondays(practices_of(folder)).items()
        ],
        sensors=sensors,
        resources={"triage_home": TriageHome(path=str(folder)), "order": Order()},
        loggers={"progress": progress},
        # What is materialized by hand too: steps in processes of their own would wait for one
        # another's lock.
        executor=dg.in_process_executor,
    )
