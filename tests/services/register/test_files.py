"""What may stand in the way of a SQLite register: each a sentence, and nothing in the file touched."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from schema.tables import SCHEMA_VERSION
from services.errors import PortalError, RegisterShapeError, RegisterUnavailable
from services.register.sql import SqlRegister
from services.register.sql.files import find_network_share
from tests.services.register.saves import (
    PATIENCE_SECONDS,
    all_rows,
    assert_holds_together,
    case,
    change_set,
    changed,
    created,
)
from tests.support.portal import ROOT

MOUNTS = """\
overlay / overlay rw 0 0
tmpfs /dev/shm tmpfs rw 0 0
/dev/vda1 /srv ext4 rw 0 0
server:/export /srv/share nfs4 rw 0 0
//nas/buero /mnt/büro\\040daten cifs rw 0 0
/dev/vdb1 /srv/share/local ext4 rw 0 0
portage /mnt/9p 9p rw 0 0
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with one case, closed."""
    path = tmp_path / "register.db"
    register = SqlRegister(f"sqlite:///{path}")
    register.commit(change_set(*case("r")))
    register.close()
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any account may enter and write to; the way to `tmp_path` is barred."""
    folder = Path(tempfile.mkdtemp(prefix="resonanz-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def refusal(path: Path, kind: type[PortalError] = RegisterShapeError) -> str:
    """Return what is said when the register is opened, having checked that nothing was touched."""
    before = contents(path.parent)
    with pytest.raises(kind) as refused:
        SqlRegister(f"sqlite:///{path}").snapshot()
    assert contents(path.parent) == before
    said = str(refused.value)
    assert "Traceback" not in said
    assert str(path) in said or str(path.parent) in said
    return said


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    } | {str(path): "" for path in folder.rglob("*") if path.is_dir()}


@pytest.mark.parametrize(
    ("place", "share"),
    [
        ("/srv/register.db", None),
        ("/home/x/register.db", None),
        ("/dev/shm/register.db", None),
        ("/srv/share/register.db", "nfs4"),
        ("/srv/shared/register.db", None),
        ("/srv/share/local/register.db", None),
        ("/mnt/büro daten/register.db", "cifs"),
        ("/mnt/9p/a/b/register.db", "9p"),
        ("//nas/buero/register.db", "UNC"),
    ],
)
def test_find_network_share(place: str, share: str | None) -> None:
    assert find_network_share(Path(place), MOUNTS) == share


def test_opening_refuses_a_network_share(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.register.sql.files.find_network_share", lambda _: "nfs4")

    assert "lies on a network share (nfs4)" in refusal(path, RegisterUnavailable)


@pytest.mark.parametrize("size", [1, 15, 16, 99, 100, 4096, 9000, -4096])
def test_opening_refuses_a_truncated_file(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])

    assert "is damaged or is no register. It was not touched." in refusal(path)
    assert "register-copies" in refusal(path)


@pytest.mark.parametrize("start", [0, 100, 4096])
def test_opening_refuses_a_corrupt_file(path: Path, start: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:start] + b"\xa5" * (len(data) - start))

    assert "is damaged or is no register" in refusal(path)


def test_opening_refuses_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    path.write_text("Liebes Tagebuch,\n" * 1000, encoding="utf-8")

    assert "is damaged or is no register" in refusal(path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_opening_refuses_somebody_elses_database(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "Müller #1 100% a.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
        connection.execute("CREATE TABLE reactions (id TEXT)")

    assert "holds other data and is no register. It was not touched." in refusal(path)


def test_opening_refuses_a_newer_version(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE register_facts SET value = ?", [str(SCHEMA_VERSION + 1)])

    assert f"written by a newer version of the portal ({SCHEMA_VERSION + 1};" in refusal(path)


def test_opening_refuses_a_folder(tmp_path: Path) -> None:
    (tmp_path / "register.db").mkdir()

    assert "is a folder. Name a file for the register." in refusal(tmp_path / "register.db", RegisterUnavailable)


def test_opening_refuses_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert "cannot be made" in refusal(tmp_path / "file" / "data" / "register.db", RegisterUnavailable)


@pytest.mark.parametrize("url", ["foo", "mysql://u:geheim@h/d", "sqlite://", "sqlite:///:memory:", "pg//u:geheim@h"])
def test_opening_refuses_an_address_of_no_register(url: str) -> None:
    with pytest.raises(RegisterUnavailable) as refused:
        SqlRegister(url)

    assert "sqlite:///path/register.db" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_opening_makes_a_register_of_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "Müller #1 100% a.db"
    path.parent.mkdir(parents=True)
    path.touch()

    register = SqlRegister(f"sqlite:///{path}")
    register.commit(change_set(*case("r")))
    register.close()

    assert register.label == str(path)
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert path.stat().st_size > 0


def test_opening_keeps_a_new_register_to_its_owner(path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


def test_opening_adds_what_an_older_version_did_not_have(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE reactions DROP COLUMN file_ref")
        connection.execute("ALTER TABLE concerns DROP COLUMN talked_over_on")
        connection.execute("DROP TABLE surveys")
        connection.execute("DROP TABLE notes")
        connection.execute("DROP INDEX ix_journal_row_id")
        connection.execute("UPDATE register_facts SET value = '0'")

    register = SqlRegister(f"sqlite:///{path}")
    seen = register.snapshot().row("reactions", "r")
    note = created("notes", "n", reaction_id="r", kind="paper", noted_on=date(2026, 3, 4))
    snapshot = register.commit(change_set(changed(seen, file_ref="II-6000"), note))

    register.close()
    assert [row["kind"] for row in snapshot.note_rows("r")] == ["paper"]
    assert seen["file_ref"] is None
    assert snapshot.row("reactions", "r")["file_ref"] == "II-6000"
    assert len(snapshot.frames["surveys"]) == 0
    with contextlib.closing(sqlite3.connect(path)) as connection:
        version = connection.execute("SELECT value FROM register_facts WHERE name = 'schema_version'").fetchone()
        names = "('ix_journal_row_id', 'notes_reaction_id')"
        indexes = connection.execute(f"SELECT tbl_name FROM sqlite_master WHERE name IN {names} ORDER BY 1").fetchall()
    assert version == (str(SCHEMA_VERSION),)
    assert indexes == [("journal",), ("notes",)]


def test_opening_and_reading_changes_nothing(path: Path) -> None:
    before = contents(path.parent)

    register = SqlRegister(f"sqlite:///{path}")
    register.snapshot()
    register.close()

    assert contents(path.parent) == before


def test_opening_a_new_register_from_many_sides_at_once(tmp_path: Path) -> None:
    start = threading.Barrier(6)

    def open_one(number: int) -> None:
        start.wait()
        register = SqlRegister(f"sqlite:///{tmp_path / 'register.db'}", busy_seconds=PATIENCE_SECONDS)
        register.commit(change_set(*case(f"r{number}")))
        register.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(open_one, range(6)))

    register = SqlRegister(f"sqlite:///{tmp_path / 'register.db'}")
    assert len(register.snapshot().frames["reactions"]) == 6
    assert_holds_together(register)
    register.close()


def test_commit_says_that_another_program_holds_the_register(path: Path) -> None:
    register = SqlRegister(f"sqlite:///{path}", busy_seconds=0.1)
    before = register.snapshot()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(RegisterUnavailable) as refused:
            register.commit(change_set(*case("new")))
        other.rollback()

    assert refused.value.retryable
    assert "is in use by another program" in str(refused.value)
    assert register.snapshot() is before
    assert register.commit(change_set(*case("new"))).find_row("reactions", "new") is not None
    register.close()


def test_opening_says_that_another_program_holds_the_register(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(RegisterUnavailable, match="in use by another program"):
            SqlRegister(f"sqlite:///{path}", busy_seconds=0.1)


def test_commit_says_that_the_register_is_gone(path: Path) -> None:
    register = SqlRegister(f"sqlite:///{path}")
    before = register.snapshot()
    path.rename(path.with_name("elsewhere.db"))

    with pytest.raises(RegisterUnavailable, match="is gone"):
        register.commit(change_set(*case("new")))

    assert register.snapshot() is before
    assert not path.exists()
    register.close()


def test_read_only_file_is_said(open_folder: Path, path: Path) -> None:
    copy = open_folder / "register.db"
    shutil.copy(path, copy)
    copy.chmod(0o444)

    said = _as_outsider("nobody", copy)

    assert said["error"] == "RegisterUnavailable"
    assert said["said"].startswith(f"{copy} cannot be written.")
    assert contents(open_folder) == {str(copy): contents(path.parent)[str(path)]}


def test_folder_without_the_right_to_write_is_said(open_folder: Path, path: Path) -> None:
    copy = open_folder / "register.db"
    shutil.copy(path, copy)
    copy.chmod(0o666)
    open_folder.chmod(0o555)

    assert _as_outsider("nobody", copy)["said"].startswith(f"{open_folder} cannot be written.")
    assert _as_outsider("nobody", open_folder / "new.db")["said"].startswith(f"{open_folder} cannot be written.")
    assert _as_outsider("nobody", open_folder / "sub" / "new.db")["error"] == "RegisterUnavailable"

    assert contents(open_folder) == {str(copy): contents(path.parent)[str(path)]}


def test_file_without_the_right_to_read_is_said(open_folder: Path, path: Path) -> None:
    copy = open_folder / "register.db"
    shutil.copy(path, copy)
    copy.chmod(0o200 if copy.owner() != "nobody" else 0)

    assert _as_outsider("nobody", copy)["error"] == "RegisterUnavailable"


def test_full_disk_is_said_and_nothing_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "register.db"

    said = _as_outsider("full", path)

    assert said["error"] == "RegisterUnavailable"
    assert said["said"].startswith(f"The disk with {path} is full or does not work. Nothing was stored.")
    register = SqlRegister(f"sqlite:///{path}")
    assert {row_id for table, row_id in all_rows(register.snapshot()) if table == "reactions"} == {"before", "after"}
    assert_holds_together(register)
    register.close()


def _as_outsider(limit: str, path: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.services.register.outsider", limit, f"sqlite:///{path}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, str] = json.loads(done.stdout)
    return answer
