"""The command line as a process of its own: what the shell sees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.services.cli.conftest import Write
from tests.support.flatfiles import csv_bytes
from tests.support.portal import ROOT


def call(*args: object, stdout: int = subprocess.PIPE, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services", *(str(arg) for arg in args)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "RESONANZ_TODAY": "2026-11-21", "PYTHONUTF8": "1", **env}
    return subprocess.run(
        command, cwd=ROOT, env=settings, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )


def test_services_without_a_command_shows_help_and_ends_with_2() -> None:
    done = call()
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("usage: python -m services ")


def test_services_says_problems_on_stderr_and_ends_with_1(url: str, file: Write) -> None:
    done = call("import", file("daten.csv", csv_bytes({"closed_on": "2022-02-28"})), "--register", url)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "daten.csv, Zeile 2, Spalte „closed_on“, Wert „2022-02-28“: „Abgeschlossen am“ ist der 28.02.2022 "
        "und liegt vor „Eingegangen am“ (01.03.2022). Bitte berichtigen Sie eines der beiden Daten."
    )


def test_services_says_plainly_that_the_day_is_none(url: str) -> None:
    done = call("demo", "--register", url, RESONANZ_TODAY="morgen")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "morgen" in done.stderr


def test_services_imports_no_streamlit(url: str, file: Write) -> None:
    path = file("daten.csv", csv_bytes({}))
    code = (
        "import sys; from services.cli.main import main; "
        f"status = main(['import', {str(path)!r}, '--register', {url!r}]); "
        "sys.exit(status or 'streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_services_is_quiet_when_nobody_reads_on(url: str, file: Write, tmp_path: Path) -> None:
    rows = ({"reaction": f"A-{number}", "text": "x" * 2000} for number in range(200))
    assert call("import", file("daten.csv", csv_bytes(*rows)), "--register", url).returncode == 0
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = call("export", "--register", url, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
