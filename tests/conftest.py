"""What every test room shares: the parsed models, and CI's rule about skips."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.resources.dbt import prepared_manifest

ROOT = Path(__file__).resolve().parents[1]
SKIPPED: list[str] = []


@pytest.fixture(scope="session")
def manifest(pytestconfig: pytest.Config) -> dict[str, Any]:
    """The dbt manifest of the checkout, parsed anew only when a model changed."""
    scratch = pytestconfig.cache.mkdir("dbt")  # type: ignore[union-attr]
    path = prepared_manifest(scratch / "denials.duckdb", scratch)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files beside the repository."""
    folder = os.environ.get("TRIAGE_SAMPLES")
    if not folder:
        pytest.skip("TRIAGE_SAMPLES names no folder of sample files")
    return Path(folder)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember each skip that is not for want of the sample files."""
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and "TRIAGE_SAMPLES" not in report.longreprtext
    ):
        SKIPPED.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail CI when a test was skipped: there every system package is installed."""
    if os.environ.get("TRIAGE_NO_SKIPS") and SKIPPED and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
