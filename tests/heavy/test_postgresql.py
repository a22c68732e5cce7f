"""An installation on PostgreSQL does what one on SQLite does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.heavy.cluster import Cluster
from tests.installation import PASSWORD, STOP_SECONDS, Installation, sign_in

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).resolve().parents[2]
MAKE_PROGRAMME = """
from seutukuva.web.accounts.actions import create_account
from seutukuva.web.accounts.models import User
from seutukuva.web.programmes import actions
anna = User.objects.get(email="anna@example.org")
create_account(actor=None, email="bertta@example.org", password="pitkä-salasana-2", name="Bertta")
programme = actions.create_programme(actor=anna, names={"fi": "Rannikko", "sv": "Kusten"}, descriptions={})
actions.add_municipality(actor=anna, programme=programme, code="684")
"""
CHANGE = """
from seutukuva.web.accounts.models import User
from seutukuva.web.programmes import actions
from seutukuva.web.programmes.models import Programme
anna = User.objects.get(email="anna@example.org")
User.objects.filter(email="bertta@example.org").delete()
actions.create_programme(actor=anna, names={"fi": "Saaristo"}, descriptions={})
actions.change_programme(actor=anna, programme=Programme.objects.get(slug="rannikko"), names={"fi": "Muu"},
                         descriptions={}, open_statistics=True)
"""
MAKE_ANOTHER = """
from seutukuva.web.accounts.models import User
from seutukuva.web.programmes import actions
anna = User.objects.get(email="anna@example.org")
print(actions.create_programme(actor=anna, names={"fi": "Seuraava"}, descriptions={}).slug)
"""
ROWS = """
from django.core.management import call_command
call_command("dumpdata", "--natural-foreign")
"""


def rows(installation: Installation) -> list[Any]:
    """Return every row of the database."""
    return sorted(json.loads(installation.python(ROWS)), key=lambda row: (row["model"], str(row["pk"])))


@pytest.fixture
def on_postgresql(cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Installation:
    """An installation on a database of its own with the administrator anna@example.org."""
    made = Installation(tmp_path / "var", {"DATABASE_URL": cluster.new(request.node.name)})
    done = made.run("createadmin", "anna@example.org", "--name", "Anna", "--password", PASSWORD)
    assert done.returncode == 0, done.stderr
    return made


def test_restored(on_postgresql: Installation, cluster: Cluster, tmp_path: Path) -> None:
    on_postgresql.python(MAKE_PROGRAMME)
    before = rows(on_postgresql)
    file = str(tmp_path / "backup.tar.gz")
    done = on_postgresql.run("backup", file)
    assert done.returncode == 0, done.stderr
    on_postgresql.python(CHANGE)
    with cluster.connect("test_restored", "seutukuva") as connection:  # as a newer version would leave it
        connection.execute("CREATE TABLE newer (person_id bigint REFERENCES accounts_user (id))")
    assert rows(on_postgresql) != before
    done = on_postgresql.run("restore", file)
    assert done.returncode == 1, "there is data, and nobody said --replace"
    assert "already has data" in done.stderr
    done = on_postgresql.run("restore", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert rows(on_postgresql) == before
    with cluster.connect("test_restored") as connection:
        assert connection.execute("SELECT to_regclass('newer')").fetchone() == (None,)
    assert on_postgresql.python(MAKE_ANOTHER).strip() == "seuraava", "numbering goes on after the restored rows"


def test_refused(on_postgresql: Installation, cluster: Cluster, tmp_path: Path) -> None:
    before = rows(on_postgresql)
    lite = Installation(tmp_path / "lite")
    assert lite.run("migrate").returncode == 0
    assert lite.run("backup", str(tmp_path / "lite.tar.gz")).returncode == 0
    done = on_postgresql.run("restore", str(tmp_path / "lite.tar.gz"), "--replace")
    assert done.returncode == 1
    assert "sqlite" in done.stderr
    assert on_postgresql.run("backup", str(tmp_path / "whole.tar.gz")).returncode == 0
    with cluster.connect("test_refused") as connection:  # what stands in the way of a table, and is none
        connection.execute("ALTER TABLE kit_cache RENAME TO kit_cache_before")
        connection.execute("CREATE VIEW kit_cache AS SELECT 1 AS one")
    done = on_postgresql.run("restore", str(tmp_path / "whole.tar.gz"), "--replace")
    assert done.returncode == 1
    assert "psql" in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(on_postgresql) == before, "a restore that fails changes nothing"


def test_served(on_postgresql: Installation) -> None:
    with on_postgresql.serving() as service:
        assert httpx.get(f"{service.url}/healthz").headers["server"] == "granian"
        assert sign_in(service.url, "anna@example.org").status_code == 302
        assert service.stop() == 0
    events = [json.loads(line) for line in service.said().splitlines() if not line.startswith("Seutukuva serves")]
    assert {event["logger"] for event in events} >= {"seutukuva.request", "seutukuva.clock"}
    for part in ("granian", "db_worker"):
        with on_postgresql.serving() as service:
            os.kill(service.part(part), signal.SIGKILL)
            assert service.process.wait(timeout=STOP_SECONDS) == 1


def test_every_page_works_as_it_does_on_sqlite(cluster: Cluster) -> None:
    ignored = [f"--ignore={ROOT}/tests/web/site/test_{name}.py" for name in ("serving", "commands")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(ROOT / "tests/web"), "-m", "not heavy and not browser", *ignored],
        env=os.environ | {"DATABASE_URL": cluster.new("pages")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
