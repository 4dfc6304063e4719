"""One practice's wrong settings beside a season: the run serves the other, and says so."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.practice import init_home
from tests.defs.running import WEEK, Ran, triage


def test_a_run_serves_the_others_and_needs_a_person(
    season: tuple[Path, Ran], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(season[0], home)
    birch = init_home(home, "birch", "Birch Clinic").practice("birch").settings_file
    birch.write_text(birch.read_text("utf-8") + "\n[oops", "utf-8")
    (packet,) = (home / "practices").glob(f"*/packets/{WEEK}-summary.pdf")
    packet.unlink()
    ran = triage("run", "--home", home, "--week", WEEK.isoformat())
    assert ran.code == 3, ran.err
    assert "Not served  birch: its settings are wrong" in ran.out
    assert list((home / "practices").glob(f"*/packets/{WEEK}-summary.pdf")) == [packet]
