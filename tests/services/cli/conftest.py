from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from services.cli.main import main

Write = Callable[[str, bytes], Path]


class Said(NamedTuple):
    """What a command did: its exit status, and the lines it said."""

    status: int
    out: list[str]
    err: list[str]


Run = Callable[..., Said]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a register that does not exist yet; nothing else is configured, and it is 2026-11-21."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESONANZ_TODAY", "2026-11-21")
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on that register in this process."""

    def run_command(command: str, *args: object) -> Said:
        status = main([command, "--register", url, *(str(arg) for arg in args)])
        said = capsys.readouterr()
        return Said(status, said.out.splitlines(), said.err.splitlines())

    return run_command


@pytest.fixture
def file(tmp_path: Path) -> Write:
    """Write a file into the temporary folder."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write
