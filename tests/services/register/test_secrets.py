from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from services.errors import RegisterUnavailable
from services.register import secrets as module
from services.register.secrets import secrets, secrets_files
from tests.support.portal import ROOT


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A home, a folder of the moment and a place for app.py, none of which holds secrets yet."""
    found = {name: tmp_path / name for name in ("home", "here", "portal")}
    for folder in found.values():
        (folder / ".streamlit").mkdir(parents=True)
    monkeypatch.delenv("RESONANZ_SECRETS", raising=False)
    monkeypatch.setenv("HOME", str(found["home"]))
    monkeypatch.chdir(found["here"])
    monkeypatch.setattr(module, "_ROOT", found["portal"])
    return found


def write(folder: Path, text: str) -> None:
    (folder / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")


def test_secrets_are_empty_where_there_are_none(folders: dict[str, Path]) -> None:
    assert secrets() == {}


@pytest.mark.parametrize("place", ["home", "here", "portal"])
def test_secrets_are_found_in_each_of_the_places(folders: dict[str, Path], place: str) -> None:
    write(folders[place], "[register]\nurl = 'gsheets'\n")

    assert secrets() == {"register": {"url": "gsheets"}}


def test_a_section_of_a_later_file_takes_the_place_of_an_earlier_one(folders: dict[str, Path]) -> None:
    write(folders["home"], "[register]\nurl = 'sqlite:///home.db'\nkey = 'k'\n[auth]\nclient_id = 'home'\n")
    write(folders["here"], "[register]\nurl = 'sqlite:///here.db'\n")

    assert secrets() == {"register": {"url": "sqlite:///here.db"}, "auth": {"client_id": "home"}}


def test_secrets_that_are_named_are_the_only_ones(
    folders: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folders["home"], "[auth]\nclient_id = 'home'\n")
    named = tmp_path / "named.toml"
    named.write_text("[register]\nurl = 'gsheets'\n", encoding="utf-8")
    monkeypatch.setenv("RESONANZ_SECRETS", str(named))

    assert secrets() == {"register": {"url": "gsheets"}}


def test_secrets_of_the_home_folder_that_cannot_be_read_are_said(folders: dict[str, Path]) -> None:
    write(folders["home"], "url = ")

    with pytest.raises(RegisterUnavailable, match=str(folders["home"])):
        secrets()


def test_the_places_are_those_that_streamlit_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files in the same order, asked of a Streamlit of its own that was started elsewhere."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    program = (
        "from streamlit import config\n"
        f"config._main_script_path = {str(ROOT / 'app.py')!r}\n"
        "print('\\n'.join(config.get_config_files('secrets.toml')))"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=tmp_path)

    assert list(dict.fromkeys(said.stdout.split("\n")[:-1])) == [str(path) for path in secrets_files()]
