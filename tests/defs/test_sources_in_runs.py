"""Whole runs with a source that fails: what commands and packet say, and what comes next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from pypdf import PdfReader

from pipeline.packet_week import last_complete_week
from pipeline.practice import Home, init_home
from pipeline.resources.source_looks import Look, note_look
from tests.defs.running import triage
from tests.loading.made_up import claim, interchange, remittance
from tests.resources.sftp_server import sftp_server

pytestmark = pytest.mark.slow


def ask(home: Home, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home.published_file), read_only=True) as connection:
        return connection.execute(question).fetchall()


def test_a_source_that_fails_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    home = init_home(tmp_path / "home", "larkspur", "Larkspur Counseling")
    practice = home.practices[0]
    here, there = (interchange(remittance(claim(f"C{number}")), number=number) for number in (1, 2))
    (practice.inbox / "a.835").write_bytes(here)
    with sftp_server(tmp_path / "server") as server:
        (server.drop / "b.835").write_bytes(there)
        settings = (
            f'\n[[remote_sources]]\nurl = "{server.url}"\nuser = "{server.user}"\n'
            f'key_file = "{server.user_key}"\nhost_key = "{server.host_key}"\nquiet_minutes = 0\n'
        )
        with practice.settings_file.open("a", encoding="utf-8") as file:
            file.write(settings)
        checked = triage("check", "--home", home.path)
        assert checked.code == 0, checked.err
        assert "larkspur: inbox: 1 file, 1 new\n" in checked.out
        assert f"larkspur: {server.url}: 1 file, 1 new\n" in checked.out

        server.kill()
        server.new_host_key()
        server.start()
        checked = triage("check", "--home", home.path)
        assert checked.code == 2
        assert "another key than the pinned one" in checked.err
        assert "larkspur: inbox: 1 file, 1 new\n" in checked.out

        # As the sensor noted it in the week that the packet covers.
        week = last_complete_week(dt.datetime.now(practice.zone).date(), 1)
        noon = dt.datetime.combine(week, dt.time(12), dt.UTC)
        down = Look(server.url, noon, week, "not_reached", "unreachable")
        note_look(home.landing_folder / "larkspur", down)
        ran = triage("run", "--home", home.path)
        assert ran.code == 3, ran.err
        assert "1 of 2 sources failed; the others were collected:" in ran.out
        assert "another key than the pinned one" in ran.out
        assert ask(home, "select count(*) from raw.files") == [(1,)]
        assert ask(
            home,
            "select source = 'inbox', problem_code from facts.fct_source_looks order by looked_at",
        ) == [(False, "unreachable"), (True, None), (False, "host_key_changed")]
        assert ask(
            home, "select problem_code, failed_look_count, is_mended from packet.pkt_sources"
        ) == [("unreachable", 1, False)]

        text = practice.settings_file.read_text(encoding="utf-8")
        pinned = settings.split('host_key = "')[1].split('"')[0]
        practice.settings_file.write_text(text.replace(pinned, server.host_key), encoding="utf-8")
        again = triage("run", "--home", home.path, "--week", week.isoformat())
        assert "sources failed" not in again.out
        assert ask(home, "select count(*) from raw.files") == [(2,)]
        (packet,) = practice.packets_folder.glob(f"{week}-summary.pdf")
        page = " ".join(" ".join(one.extract_text() for one in PdfReader(packet).pages).split())
        assert "could not be reached; its files may be missing" in page
        assert "1 look, last" in page
