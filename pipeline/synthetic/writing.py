"""A season on disk: the mixed inbox, when each file was received, the truth, the settings.

Takes a folder and a season. Refuses a folder that already holds an inbox: two seasons in one
folder have no truth.
"""

import csv
import datetime as dt
import os
from pathlib import Path

from pipeline.synthetic.calling import call_payers
from pipeline.synthetic.office import office_of
from pipeline.synthetic.season import Season, SeasonReport
from pipeline.synthetic.settings import deadline_rules, fee_schedule, practice_toml, roster
from pipeline.synthetic.simulation import Simulation
from pipeline.synthetic.truth import write_truth

_FETCHED_AFTER = dt.timedelta(hours=12)


def write_season(folder: Path, season: Season) -> SeasonReport:
    """Write a season's files and, apart from them, its truth.

    Raises:
        FileExistsError: If the folder already holds an ``inbox``.
    """
    simulation = Simulation(season, office_of(season))
    simulation.run()
    if season.calls:
        call_payers(simulation)
    deliveries = simulation.world.post.finished(season.dice("names"))
    report = SeasonReport(
        inbox=folder / "inbox",
        received_csv=folder / "received.csv",
        truth_folder=folder / "truth",
        practice_file=folder / "practice.toml",
        rules_file=folder / "rules" / "payer_deadlines.csv",
        contracts_folder=folder / "contracts",
        file_count=len(deliveries),
        claim_count=len({each.claim.family for each in simulation.world.submissions}),
    )
    report.inbox.mkdir(parents=True)
    for each in deliveries:
        file = report.inbox / each.name
        file.write_bytes(each.content)
        # As a payer leaves it: written the day before it is fetched, and untouched since.
        written_at = dt.datetime.combine(each.received_on, dt.time(), dt.UTC) - _FETCHED_AFTER
        os.utime(file, (written_at.timestamp(), written_at.timestamp()))
    with report.received_csv.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("path", "received_on"))
        writer.writerows((f"inbox/{each.name}", each.received_on) for each in deliveries)
    _write_settings(report, season)
    write_truth(report.truth_folder, simulation, deliveries)
    return report


def _write_settings(report: SeasonReport, season: Season) -> None:
    report.practice_file.write_text(practice_toml(season), encoding="utf-8")
    if season.contracts:
        report.rules_file.parent.mkdir(exist_ok=True)
        report.rules_file.write_text(deadline_rules(season), encoding="utf-8")
    report.contracts_folder.mkdir(exist_ok=True)
    (report.contracts_folder / "fee_schedule.csv").write_text(fee_schedule(season), "utf-8")
    (report.contracts_folder / "credentialing.csv").write_text(roster(season), "utf-8")
