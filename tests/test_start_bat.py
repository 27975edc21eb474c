"""`start.bat` cannot be run here; what it names has to be there, and its form has to be what cmd.exe reads safely."""

from __future__ import annotations

import re
import socket
import subprocess
import sys

import pytest
from streamlit import config

from tests.support.portal import ROOT

SCRIPT = ROOT / "start.bat"
LINES = SCRIPT.read_bytes().decode("ascii").split("\r\n")
COMMANDS = [line for line in LINES if line and not line.startswith(("rem ", "echo ", "::"))]
PYTHON = re.compile(r'"%VENV%" (-[mc] .+?)(?= >nul| \|\||$)')


def text_after(word: str) -> list[str]:
    return [line.partition(word)[2] for line in LINES if word in line and not line.startswith("rem ")]


def test_every_line_ends_as_cmd_expects_it() -> None:
    content = SCRIPT.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == len(LINES) - 1
    said = subprocess.run(
        ["git", "check-attr", "eol", "start.bat"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "start.bat: eol: crlf"


def test_every_jump_has_its_label() -> None:
    jumps = {word for line in COMMANDS for word in re.findall(r"goto (\w+)", line)}
    labels = [line[1:] for line in LINES if line.startswith(":")]
    assert jumps <= set(labels)
    assert len(labels) == len(set(labels))
    assert set(labels) - jumps <= {"packages", "wait", "start", "end"}, "a part that nobody reaches"


def test_every_variable_is_given_a_value() -> None:
    used = set(re.findall(r"%(\w+)%", "\n".join(LINES)))
    given = {name for line in COMMANDS for name in re.findall(r'\bset "?(\w+)=', line)}
    assert used - given == {"RESONANZ_SECRETS"}


def test_no_line_stands_in_a_block_that_a_folder_with_brackets_would_end() -> None:
    outside_quotes = [re.sub(r'"[^"]*"', "", line) for line in COMMANDS]
    assert [line for line in outside_quotes if "(" in line or ")" in line] == []
    assert [line for line in LINES if "!" in line or "enabledelayedexpansion" in line.lower()] == []


def test_folders_with_blanks_stand_in_quotes() -> None:
    assert 'pushd "%~dp0"' in LINES
    assert [line for line in COMMANDS if "%VENV%" in line and '"%VENV%"' not in line] == []
    assert [line for line in COMMANDS if "%RESONANZ_SECRETS%" in line and '"%RESONANZ_SECRETS%"' not in line] == []


@pytest.mark.parametrize("name", ["app.py", "requirements.txt", "constraints.txt"])
def test_a_file_it_names_is_there(name: str) -> None:
    assert name in "\n".join(COMMANDS)
    assert (ROOT / name).is_file()


def test_every_failure_is_said_and_keeps_the_window_open() -> None:
    failed = {label for line in COMMANDS for label in re.findall(r"(?:\|\|.*|not .*)goto (\w+)", line)} - {"install"}
    assert failed == {"unpack", "nopython", "novenv", "nopackages", "stopped"}
    for label in sorted(failed):
        part = LINES[LINES.index(f":{label}") + 1 :]
        until = next(place for place, line in enumerate(part) if line in ("goto wait", ":wait"))
        assert [line for line in part[:until] if line.startswith("echo ")], label
    assert LINES[LINES.index(":wait") + 1] == "pause"


def test_a_second_start_fetches_nothing() -> None:
    install, start = LINES.index(":install"), LINES.index(":start")
    fetching = [place for place, line in enumerate(LINES) if "pip install" in line]
    assert all(install < place < start for place in fetching)
    assert "goto start" in LINES[LINES.index(":packages") : install]


def test_what_it_asks_python_runs_here() -> None:
    questions = {text for line in COMMANDS for text in re.findall(r'-c "([^"]+)"', line)}
    assert questions
    for question in questions:
        subprocess.run([sys.executable, "-c", question], check=True)
        older = question.replace("(3, 11)", "(99, 0)")
        assert subprocess.run([sys.executable, "-c", older], check=False).returncode == 1


def test_the_options_of_pip_and_venv_are_known() -> None:
    (pip,) = (arguments for line in COMMANDS for arguments in PYTHON.findall(line) if "pip" in arguments)
    known = _help("pip", "install")
    assert [option for option in re.findall(r"--[\w-]+", pip) if option not in known] == []
    assert "--clear" in _help("venv")


def test_streamlit_understands_how_it_is_started() -> None:
    (start,) = (arguments for line in COMMANDS for arguments in PYTHON.findall(line) if "streamlit" in arguments)
    options = re.findall(r"--([\w.]+)", start + "".join(text_after("set SECRETS=")))
    assert options == ["server.port", "secrets.files"]
    assert set(options) <= config.get_config_options().keys()


def test_streamlit_says_of_a_port_in_use_what_the_window_explains() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(taken.getsockname()[1])]
        ended = subprocess.run(
            [*command, "--server.headless", "true"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
    assert ended.returncode != 0
    assert "not available" in ended.stdout + ended.stderr
    assert any('"not available"' in line for line in LINES)


def _help(*command: str) -> str:
    return subprocess.run([sys.executable, "-m", *command, "--help"], check=True, capture_output=True, text=True).stdout
