"""A PostgreSQL cluster of the tests' own: in a temporary folder, on the loopback only, with passwords."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.installation import free_port

OWNER = "seutukuva"
# What an address has to escape; an installation's password may well have it.
PASSWORD = "sala/sana:1@ä %"


@dataclass(frozen=True)
class Cluster:
    """A running cluster."""

    port: int

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        """Return a connection that commits every statement."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=user, password=PASSWORD, dbname=database, autocommit=True
        )

    def new(self, database: str) -> str:
        """Make a database as the guide to deployment does and return its DATABASE_URL."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
        return f"postgres://{OWNER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{database}"


def program(name: str) -> str:
    """Return the path of a program of PostgreSQL's newest version here."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(re.sub(r"\D", "", str(path))))
    found = shutil.which(name, path=os.pathsep.join([str(path) for path in reversed(folders)] + [os.environ["PATH"]]))
    assert found, f"{name} is missing: make postgresql"
    return found


def run(*command: str) -> None:
    """Run a program that refuses to be run by root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster, and end it and its folder afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="seutukuva-postgresql-"))
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    data, port = str(folder / "data"), free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    # A test never ends its transaction: who counts rows meanwhile sees none, and joins are planned as of empty tables.
    options += " -c autovacuum=off"
    try:
        run(program("initdb"), "-D", data, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
        run(program("pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        cluster = Cluster(port)
        with cluster.connect() as connection:
            # The right to make databases is for the web's tests, which make one of their own.
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                    sql.Identifier(OWNER), sql.Literal(PASSWORD)
                )
            )
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run(program("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)
