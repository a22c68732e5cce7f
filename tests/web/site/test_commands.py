"""Commands that keep an installation: migrate, createadmin, backup, restore."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from seutukuva.web.kit.keys import kept_secret
from tests.installation import PASSWORD, Installation, sign_in


def test_migrate_makes_the_database_and_may_be_said_again(empty: Installation) -> None:
    # As an environment file says it: what is left empty counts as not given.
    bare = Installation(empty.var, {"DATABASE_URL": "", "SEUTUKUVA_ORIGIN": "", "SEUTUKUVA_OIDC": ""})
    for _ in range(2):
        done = bare.run("migrate")
        assert (done.returncode, done.stderr) == (0, "")
    assert (empty.var / "seutukuva.sqlite3").exists()
    assert list((empty.var / "static").rglob("*.css")), "the static files are collected"


def test_createadmin_refuses_what_could_not_sign_in(running: Installation) -> None:
    for email, password, told in (
        ("ANNA@example.org", PASSWORD, "already an account"),
        ("bertta", PASSWORD, "no e-mail address"),
        ("bertta@example.org", "password", "too common"),
    ):
        done = running.run("createadmin", email, "--password", password)
        assert done.returncode == 1
        assert told in done.stderr
        assert "Traceback" not in done.stderr
    count = "from seutukuva.web.accounts.models import User\nprint(User.objects.count())"
    assert running.python(count).strip() == "1"


def test_restored_into_an_empty_folder_people_stay_signed_in_and_can_sign_in(
    running: Installation, empty: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar.gz"
    with running.serving("--only", "web", "--workers", "1") as service:
        session = sign_in(service.url, "anna@example.org").cookies["sessionid"]
        done = running.run("backup", str(file))
        assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part")), "nothing is left beside it"
    done = empty.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    for key in ("secret_key", "setup_key"):
        assert (empty.var / key).read_bytes() == (running.var / key).read_bytes()
        assert (empty.var / key).stat().st_mode & 0o077 == 0
    with empty.serving("--only", "web", "--workers", "1") as service:
        front = httpx.get(f"{service.url}/en/", headers={"Cookie": f"sessionid={session}"})
        assert ">Anna</a>" in front.text, "the session's signature holds: the signing key came along"
        assert sign_in(service.url, "anna@example.org").status_code == 302
        assert sign_in(service.url, "anna@example.org", "wrong").status_code == 200
    done = empty.run("restore", str(file))
    assert done.returncode == 1
    assert "already has data" in done.stderr


def test_a_backup_of_the_wrong_folder_or_to_a_wrong_place_is_refused(
    running: Installation, empty: Installation, tmp_path: Path
) -> None:
    done = empty.run("backup", str(tmp_path / "backup.tar.gz"))
    assert done.returncode == 1
    assert "SEUTUKUVA_VAR" in done.stderr
    done = running.run("backup", str(tmp_path / "no-such-folder" / "backup.tar.gz"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.rglob("*.tar.gz*"))


def test_processes_that_start_together_agree_on_a_secret(tmp_path: Path) -> None:
    for turn in range(20):
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(lambda _, turn=turn: kept_secret(tmp_path / f"key{turn}", 12), range(8)))
        assert len(found) == 1
        assert len(found.pop()) >= 16
    assert not list(tmp_path.glob(".*")), "nothing is left beside it"


def test_django_has_nothing_to_say_against_the_deployment(empty: Installation) -> None:
    served = Installation(empty.var, {"SEUTUKUVA_ORIGIN": "https://seutukuva.example.fi"})
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        [*command, "--settings", "seutukuva.web.site.settings"],
        env=served.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
