"""What the heavy tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.heavy.cluster import Cluster, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster of the tests' own."""
    with running_cluster() as running:
        yield running
