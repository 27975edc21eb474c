from __future__ import annotations

from pathlib import Path

import pytest

from services.errors import RegisterUnavailable
from services.register import opening


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "secrets.toml"
    path.write_text('[register]\nurl = "sqlite:///secret.db"\n', encoding="utf-8")
    monkeypatch.setenv("RESONANZ_SECRETS", str(path))
    return path


def test_register_url_takes_flag_before_environment_before_secrets(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opening.register_url() == "sqlite:///secret.db"
    monkeypatch.setenv("RESONANZ_REGISTER", "sqlite:///environment.db")
    assert opening.register_url() == "sqlite:///environment.db"
    assert opening.register_url("sqlite:///flag.db") == "sqlite:///flag.db"


def test_register_url_is_a_file_in_data_when_nothing_is_said(secrets: Path) -> None:
    secrets.write_text("", encoding="utf-8")

    assert opening.register_url() == "sqlite:///data/register.db"


@pytest.mark.parametrize("content", [b"url = ", b"name = '\xfc'"])
def test_secrets_that_cannot_be_read_are_said(secrets: Path, content: bytes) -> None:
    secrets.write_bytes(content)

    with pytest.raises(RegisterUnavailable, match="cannot be read"):
        opening.register_url()


@pytest.mark.parametrize("content", ['register = "sqlite:///x.db"', "[register]\nurl = 5", "[[register]]\nurl = 'x'"])
def test_register_url_refuses_secrets_of_another_shape(secrets: Path, content: str) -> None:
    secrets.write_text(content, encoding="utf-8")

    with pytest.raises(RegisterUnavailable, match="name no register's address"):
        opening.register_url()


def test_secrets_that_are_a_folder_are_said(secrets: Path) -> None:
    secrets.unlink()
    secrets.mkdir()

    with pytest.raises(RegisterUnavailable, match="cannot be read: Is a directory"):
        opening.register_url()


def test_secrets_that_are_named_and_missing_are_said(secrets: Path) -> None:
    secrets.unlink()

    with pytest.raises(RegisterUnavailable, match="there is no such file"):
        opening.register_url()


def test_open_register_opens_an_empty_one(tmp_path: Path) -> None:
    register = opening.open_register(f"sqlite:///{tmp_path / 'x.db'}")

    assert register.snapshot().revision == 0
    register.close()
