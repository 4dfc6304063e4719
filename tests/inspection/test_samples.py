"""Files from the wild: each has a report, and its segments are numbered as they are loaded."""

from __future__ import annotations

import csv
import datetime as dt
import os
from pathlib import Path

import pytest

from pipeline.inspection.facts import facts_of
from pipeline.inspection.masking import masked_value, show_masked, show_raw
from pipeline.inspection.opened import opened
from pipeline.inspection.report import report
from pipeline.inspection.typesetting import WIDTH
from pipeline.inspection.walking import walk

NOW = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)

pytestmark = pytest.mark.skipif(
    "TRIAGE_SAMPLES" not in os.environ, reason="TRIAGE_SAMPLES names no folder of sample files"
)


def test_every_sample_has_a_report_and_its_segments_are_numbered_alike() -> None:
    folder = Path(os.environ["TRIAGE_SAMPLES"])
    with (folder / "expected.tsv").open(encoding="utf-8") as lines:
        paths = [folder / row["path"] for row in csv.DictReader(lines, delimiter="\t")]
    assert paths
    for path in paths:
        facts = facts_of(path, NOW, masked_value, lambda _: None)
        # The first line and the last hold the file's name.
        told = "\n".join(report(path.name, facts)).split("\n")[1:-1]
        assert max(map(len, told)) <= WIDTH, path
        with opened(path) as data:
            segments = list(walk(data))
            assert len(segments) == facts["segment_count"], path
            for one in segments:
                assert len(show_masked(one).text) == len(show_raw(one).text), path
