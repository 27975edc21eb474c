from __future__ import annotations

import contextlib
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli.main import main
from services.register.opening import open_register
from tests.services.cli.conftest import Run, Said
from tests.services.moves import assert_copies, fill
from tests.services.register.saves import case, change_set
from tests.support.portal import ROOT

# The command line as a process of its own. It shows its progress from the start, not after a second, in which a quick
# machine has copied all; and it listens to Ctrl+C, which whatever a run of the tests in the background starts ignores.
AT_A_TERMINAL = """
import signal, sys
from services.cli import console, main
signal.signal(signal.SIGINT, signal.default_int_handler)
console.QUIET_SECONDS = 0.0
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.fixture
def target_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ziel.db'}"


@pytest.fixture
def filled(url: str) -> str:
    with contextlib.closing(open_register(url)) as register:
        fill(register)
    return url


@pytest.fixture
def copy(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `copy` in this process."""

    def run_copy(*args: object) -> Said:
        status = main(["copy", *(str(arg) for arg in args)])
        said = capsys.readouterr()
        return Said(status, said.out.splitlines(), said.err.splitlines())

    return run_copy


def test_copy_moves_a_register_and_says_what_it_compared(
    copy: Run, run: Run, filled: str, target_url: str, tmp_path: Path
) -> None:
    said = copy("--from", filled, "--to", target_url)

    source, target = tmp_path / "register.db", tmp_path / "ziel.db"
    assert (said.status, said.err) == (0, [])
    assert said.out[0].startswith(f"Kopiert von {source} nach {target} und Zeile für Zeile verglichen: Reaktionen 42, ")
    assert said.out[1] == (
        f"{source} ist unverändert. Was dort von jetzt an eingetragen wird, steht nicht in {target}: "
        "Schließen Sie es, bevor Sie weiterarbeiten."
    )
    with (
        contextlib.closing(open_register(filled)) as source_register,
        contextlib.closing(open_register(target_url)) as target_register,
    ):
        assert_copies(source_register, target_register)
        assert said.out[0].endswith(f"Verlaufszeilen: {len(list(source_register.journal()))}.")
    assert main(["export", "--register", target_url]) == 0


def test_copy_moves_to_postgresql_and_back(
    copy: Run, filled: str, target_url: str, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    for start, end in ((filled, postgres_database), (postgres_database, target_url)):
        said = copy("--from", start, "--to", end)
        assert (said.status, said.err) == (0, [])
        assert said.out[0].startswith("Copied from ")
    with (
        contextlib.closing(open_register(filled)) as source,
        contextlib.closing(open_register(target_url)) as target,
    ):
        assert_copies(source, target)


def test_copy_refuses_a_source_that_is_not_there(copy: Run, url: str, target_url: str, tmp_path: Path) -> None:
    said = copy("--from", url, "--to", target_url)
    assert (said.status, said.err) == (
        1,
        [f"Es gibt kein Register {tmp_path / 'register.db'}. Bitte prüfen Sie die Adresse hinter --from."],
    )
    assert list(tmp_path.iterdir()) == []


def test_copy_refuses_a_target_that_holds_something(copy: Run, filled: str, target_url: str, tmp_path: Path) -> None:
    with contextlib.closing(open_register(target_url)) as target:
        target.commit(change_set(*case("own")))
    said = copy("--from", filled, "--to", target_url)
    assert (said.status, said.err) == (
        1,
        [
            f"{tmp_path / 'ziel.db'} ist nicht leer. Es wurde nichts daran geändert. "
            "Wählen Sie für die Kopie einen leeren Ort."
        ],
    )
    with contextlib.closing(open_register(target_url)) as target:
        assert set(target.snapshot().frames["reactions"].index) == {"own"}


def test_copy_refuses_the_source_as_target_under_any_name(copy: Run, filled: str, tmp_path: Path) -> None:
    (tmp_path / "auch.db").symlink_to(tmp_path / "register.db")
    for name in ("register.db", "auch.db"):
        said = copy("--from", filled, "--to", f"sqlite:///{tmp_path / name}")
        assert said.status == 1
        assert "nicht in sich selbst" in said.err[0]


@pytest.mark.parametrize(
    "args", [[], ["--from", "sqlite:///a.db"], ["--to", "sqlite:///a.db"], ["--from", "a", "--to", "b", "--all"]]
)
def test_copy_refuses_a_wrong_call(args: list[str], copy: Run) -> None:
    assert copy(*args).status == 2


def test_copy_takes_no_register(url: str, target_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--register", url, "copy", "--from", url, "--to", target_url]) == 2
    assert "--from" in capsys.readouterr().err
    assert main(["copy", "--register", url, "--from", url, "--to", target_url]) == 2


def test_copy_lists_rows_that_do_not_fit_and_copies_their_last_valid_state(
    copy: Run, filled: str, target_url: str, tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "register.db")) as connection, connection:
        connection.execute("UPDATE reactions SET received_on = '2022-02-30' WHERE id = 'kept'")

    refused = copy("--from", filled, "--to", target_url)
    assert refused.status == 1
    assert refused.err[0].startswith("Reaktionen, kept: ")
    assert "2022-02-30" in refused.err[0]
    assert "--with-issues" in refused.err[1]
    assert not (tmp_path / "ziel.db").exists()

    taken = copy("--from", filled, "--to", target_url, "--with-issues")
    assert taken.status == 0
    assert taken.err == refused.err[:1]
    with contextlib.closing(open_register(target_url)) as target:
        assert str(target.snapshot().row("reactions", "kept")["received_on"]) == "2026-03-02"


def test_copy_refuses_a_broken_journal_and_says_where(copy: Run, filled: str, target_url: str, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "register.db")) as connection, connection:
        connection.execute("UPDATE journal SET actor = 'niemand' WHERE seq = 3")
    said = copy("--from", filled, "--to", target_url)
    assert said.status == 1
    assert "Zeile 3" in said.err[0]
    assert not (tmp_path / "ziel.db").exists()


def test_copy_stopped_from_the_keyboard_says_how_both_stand(
    copy: Run, url: str, target_url: str, tmp_path: Path
) -> None:
    """A real Ctrl+C, on a terminal that shows the progress."""
    with contextlib.closing(open_register(url)) as register:
        fill(register, reactions=2_000)
    before = rows_of(tmp_path / "register.db")
    shown, terminal = pty.openpty()
    command = [sys.executable, "-c", AT_A_TERMINAL, "copy", "--from", url, "--to", target_url]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    said = b""
    with subprocess.Popen(command, stderr=terminal, stdout=subprocess.DEVNULL, env=settings, cwd=tmp_path) as process:
        os.close(terminal)
        is_sent = False
        while chunk := read(shown):
            said += chunk
            if not is_sent and is_marked(tmp_path / "ziel.db"):
                process.send_signal(signal.SIGINT)
                is_sent = True
    os.close(shown)

    lines = said.decode().replace("\r", "\n")
    assert process.returncode == 130, lines
    assert " von " in lines, "progress was shown"
    assert f"{tmp_path / 'register.db'} ist unverändert." in lines
    assert "unfertige Kopie" in lines
    assert rows_of(tmp_path / "register.db") == before

    opened = main(["export", "--register", target_url])
    assert opened == 1
    assert copy("--from", url, "--to", target_url).status == 0
    with (
        contextlib.closing(open_register(url)) as source,
        contextlib.closing(open_register(target_url)) as target,
    ):
        assert_copies(source, target)


def read(shown: int) -> bytes:
    """Return what the terminal shows next; nothing once the other side has closed it."""
    with contextlib.suppress(OSError):
        return os.read(shown, 10_000)
    return b""


def is_marked(path: Path) -> bool:
    """Return whether a copy has begun there."""
    if not path.exists():
        return False
    with contextlib.closing(sqlite3.connect(path)) as connection, contextlib.suppress(sqlite3.OperationalError):
        return bool(
            connection.execute("SELECT count(*) FROM register_facts WHERE name = 'unfinished_copy'").fetchone()[0]
        )
    return False


def rows_of(path: Path) -> list[str]:
    """Return the whole file as SQL."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
