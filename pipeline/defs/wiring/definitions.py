"""Resources, loggers, schedules and the sensor of one home, put together."""

import dagster as dg

from pipeline.defs.wiring.home import Order, TriageHome, home_folder, practices_of
from pipeline.defs.wiring.jobs import refresh, weekly_triage
from pipeline.defs.wiring.progress import progress
from pipeline.defs.wiring.schedules import arrivals_sensor, weekly_schedule


@dg.definitions
def wiring() -> dg.Definitions:
    """Build what binds the stages of this home together."""
    folder = home_folder()
    practices = practices_of(folder)
    return dg.Definitions(
        schedules=[weekly_schedule(practice, weekly_triage) for practice in practices],
        sensors=[arrivals_sensor(folder, refresh)] if practices else [],
        resources={"triage_home": TriageHome(path=str(folder)), "order": Order()},
        loggers={"progress": progress},
    )
