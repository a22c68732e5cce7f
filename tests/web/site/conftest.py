"""Installations for the tests of commands and of serving."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.installation import PASSWORD, Installation


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with an administrator; made once, for copying."""
    made = Installation(tmp_path_factory.mktemp("pattern") / "var")
    done = made.run("createadmin", "anna@example.org", "--name", "Anna", "--password", PASSWORD)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def running(pattern: Installation, tmp_path: Path) -> Installation:
    """A copy of an installation with the administrator anna@example.org."""
    shutil.copytree(pattern.var, tmp_path / "running")
    return Installation(tmp_path / "running")


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation whose folder is not there yet."""
    return Installation(tmp_path / "empty")
