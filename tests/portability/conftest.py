"""What the tests of a second engine share: one Spark, started once."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.portability.reading import Reader, started


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Generator[Reader]:
    session = started(tmp_path_factory.mktemp("spark"))
    yield Reader(session)
    session.stop()
