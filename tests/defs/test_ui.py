"""What an operator sees in a browser: the graph, the schedule, a finished run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pipeline.practice import init_home
from tests.browsing import chromium
from tests.defs.running import Ran, triage

pytestmark = pytest.mark.slow

SECONDS_TO_START = 90
LOOK_MS = 30_000
WORK_MS = 120_000
DIES_WITH_PARENT = """
import ctypes, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 15)
from pipeline.cli import main
main()
"""


def serve(home: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start ``triage ui`` for a home; it ends with this process, however that ends."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        # Deaf to SIGINT, as a shell leaves what it starts in the background.
        ["sh", "-c", 'trap "" INT; exec "$0" "$@"', sys.executable, "-c", DIES_WITH_PARENT,
         "ui", "--home", home, "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    return server, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def home(season: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The season's home with one more file, of which nothing can be read."""
    folder = tmp_path_factory.mktemp("served")
    copied = shutil.copytree(season[0], folder / "home")
    (folder / "letter.txt").write_text("Dear all, please find attached nothing.")
    ran = triage("import", "--home", copied, folder / "letter.txt", "--received-on", "2026-03-03")
    assert ran.code == 3, ran.err
    return copied


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """A served home; the servers end with the test."""
    server, url = serve(home)
    try:
        _wait_for(f"{url}/server_info")
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """A tab of the system's Chromium, on the home's page."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 1600, "height": 1000})
        tab.set_default_timeout(LOOK_MS)
        tab.goto(address)
        yield tab


def test_the_graph_shows_every_stage(page: Page, address: str) -> None:
    page.goto(f"{address}/asset-groups")
    for stage in ("landing", "raw", "staging", "facts", "rollups", "packet", "published"):
        page.get_by_text(stage, exact=True).first.wait_for()


def test_the_schedule_tells_its_next_monday_at_six(page: Page, address: str) -> None:
    page.goto(f"{address}/automation")
    page.get_by_text(re.compile(r"^monday_packets_")).first.wait_for()
    page.get_by_text(re.compile("06:00 AM|6:00 AM")).first.wait_for()
    page.get_by_text(re.compile("Monday")).first.wait_for()


def test_a_finished_run_is_listed_with_its_week(page: Page, address: str) -> None:
    page.goto(f"{address}/runs")
    page.get_by_text("Success").first.wait_for()
    page.get_by_text("weekly_triage").first.wait_for()


def test_a_run_tells_its_steps_and_what_each_asset_came_to(page: Page, address: str) -> None:
    page.goto(f"{address}/runs")
    page.locator('a[href^="/runs/"]').first.click()
    page.get_by_text("Success", exact=True).first.wait_for()
    page.get_by_text("models", exact=True).first.wait_for()
    page.get_by_text("ASSET_MATERIALIZATION").first.wait_for()
    page.get_by_text("RUN_SUCCESS").first.wait_for()


def test_a_table_tells_what_it_is_whose_it_is_and_how_many_rows_it_has(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/assets/raw/remittance_claims")
    page.get_by_text("Claims as the payer settled them (CLP).").first.wait_for()
    page.get_by_text("operator", exact=True).first.wait_for()
    page.get_by_text("Row count").first.wait_for()


def test_a_check_that_did_not_pass_says_why(page: Page, address: str) -> None:
    page.goto(f"{address}/assets/raw/files?view=checks")
    page.get_by_text("every_file_can_be_read").first.wait_for()
    page.get_by_text("Failed", exact=True).first.wait_for()
    page.get_by_text("1 file holds nothing that can be read; ask for it again.").wait_for()


def rendered(home: Path) -> dict[str, int]:
    """When each file of the packets folder was written."""
    return {path.name: path.stat().st_mtime_ns for path in home.glob("practices/*/packets/*")}


def render_latest(page: Page, address: str) -> None:
    """Ask for the last week's packet on its own page, and open the run."""
    page.goto(f"{address}/assets/packet/weekly_packet")
    page.get_by_role("button", name="Materialize").first.click()
    page.get_by_text("Latest", exact=True).click()
    page.get_by_role("button", name=re.compile("^Launch")).click()
    page.get_by_text("Launched run").wait_for()
    page.goto(f"{address}/runs")
    page.locator('a[href^="/runs/"]').first.click()


def test_a_week_is_rendered_again_from_the_page(page: Page, address: str, home: Path) -> None:
    before = rendered(home)
    render_latest(page, address)
    page.get_by_text("RUN_SUCCESS").first.wait_for(timeout=WORK_MS)
    assert [name for name, at in rendered(home).items() if at != before.get(name)]


def test_a_run_that_failed_is_told_and_goes_on_from_there(
    page: Page, address: str, home: Path
) -> None:
    (packets,) = home.glob("practices/*/packets")
    away = packets.rename(packets.with_name("away"))
    packets.touch()  # a file where the folder was
    render_latest(page, address)
    page.get_by_text("RUN_FAILURE").first.wait_for(timeout=WORK_MS)
    page.get_by_text("What to do:").first.wait_for()

    packets.unlink()
    away.rename(packets)
    page.get_by_role("button", name=re.compile("^Re-execute")).locator(
        "xpath=following::button[1]"
    ).click()
    page.get_by_text("From failure").click()
    page.get_by_text("RUN_SUCCESS").first.wait_for(timeout=WORK_MS)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the table of processes in /proc")
@pytest.mark.parametrize("seconds_later", [0, 3])
def test_a_killed_ui_leaves_no_daemon_behind(seconds_later: int, tmp_path: Path) -> None:
    """Killed as soon as it has begun, or while Dagster loads its code and hears no signal."""
    server, _ = serve(init_home(tmp_path, "cedar", "Cedar Creek").path)
    started = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    assert _holds(lambda: len(started.read_text().split()) == 2)
    children = [Path(f"/proc/{pid}") for pid in started.read_text().split()]
    time.sleep(seconds_later)

    server.kill()
    server.wait()

    assert _holds(lambda: not any(map(_runs, children)))


def _runs(process: Path) -> bool:
    """Return whether a process runs; one that nobody has collected yet has ended all the same."""
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _holds(fact: Callable[[], bool]) -> bool:
    end = time.monotonic() + SECONDS_TO_START
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def _wait_for(url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"Dagster did not answer within {SECONDS_TO_START} s")
