from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest

from services.errors import InputRejected, RegisterUnavailable
from services.secrets_file import add_key, with_key

KEY = "-vr6-vr6-vr6-vr6-vr6-vr6-vr6-vr6-vr6-vr6-vo="


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", f'[register]\nkey = "{KEY}"\n'),
        ("# Nur ein Satz", f'# Nur ein Satz\n\n[register]\nkey = "{KEY}"\n'),
        ('[auth]\nx = "1"\n', f'[auth]\nx = "1"\n\n[register]\nkey = "{KEY}"\n'),
        ('[register]\nurl = "gsheets"\n', f'[register]\nkey = "{KEY}"\nurl = "gsheets"\n'),
        ("[register]", f'[register]\nkey = "{KEY}"\n'),
        ('[register] # hier\nkey = ""  # kommt noch\n', f'[register] # hier\nkey = "{KEY}"  # kommt noch\n'),
        ('[register]\nkey = "old"\n', f'[register]\nkey = ["{KEY}", "old"]\n'),
        ("[register]\n  'key'='old' # alt\nurl=1\n", f"[register]\n  'key'=[\"{KEY}\", 'old'] # alt\nurl=1\n"),
        ('[register]\nkey = ["b", "a"] # zwei\n', f'[register]\nkey = ["{KEY}", "b", "a"] # zwei\n'),
        ('[register]\nkey = [\n  "b", # neu\n  "a",\n]\n', f'[register]\nkey = ["{KEY}", \n  "b", # neu\n  "a",\n]\n'),
        ("[register]\nkey = [ # leer\n]\n", f'[register]\nkey = ["{KEY}",  # leer\n]\n'),
        ("[register]\nkey = []\n", f'[register]\nkey = ["{KEY}"]\n'),
        ('[ register ]\r\nkey = "old"\r\n', f'[ register ]\r\nkey = ["{KEY}", "old"]\r\n'),
        ('[auth]\r\nx = "1"\r\n', f'[auth]\r\nx = "1"\r\n\r\n[register]\r\nkey = "{KEY}"\r\n'),
        (
            '[mail]\nkey = "mine"\n[register]\n[auth]\nkey = "b"\n',
            f'[mail]\nkey = "mine"\n[register]\nkey = "{KEY}"\n[auth]\nkey = "b"\n',
        ),
        ('[register]\nkeys = 1\nkey_old = "x"\n', f'[register]\nkey = "{KEY}"\nkeys = 1\nkey_old = "x"\n'),
        ('[x]\nprivate_key = "-----\\nüö\\n"\n', f'[x]\nprivate_key = "-----\\nüö\\n"\n\n[register]\nkey = "{KEY}"\n'),
    ],
)
def test_with_key_puts_the_key_first_and_leaves_the_rest(text: str, changed: str) -> None:
    assert with_key(text, KEY) == changed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('register = { url = "gsheets" }\n', id="an inline table"),
        pytest.param('register.url = "gsheets"\n', id="a dotted name"),
        pytest.param('register = "sqlite:///x"\n', id="no section"),
        pytest.param("[register]\nkey = 5\n", id="a number"),
        pytest.param("[register]\nkey = [1, 2]\n", id="numbers"),
        pytest.param('[register]\nkey = """\nold"""\n', id="a text over several lines"),
        pytest.param("[register]\nkey.a = 1\n", id="a deeper name"),
        pytest.param('x = """\n[register]\n"""\n[register]\nurl = "gsheets"\n', id="a section inside a text"),
        pytest.param("[[register]]\nx = 1\n", id="a list of tables"),
    ],
)
def test_with_key_leaves_alone_what_it_cannot_change_safely(text: str) -> None:
    tomllib.loads(text)
    assert with_key(text, KEY) is None


def test_add_key_makes_a_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secrets.toml"
    assert add_key(path, KEY) == 1
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"register": {"key": KEY}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert add_key(path, "new") == 2
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"register": {"key": ["new", KEY]}}
    assert [one.name for one in path.parent.iterdir()] == ["secrets.toml"]


def test_add_key_keeps_the_files_mode_and_follows_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "true.toml", tmp_path / "secrets.toml"
    path.write_bytes("# Schlüssel\r\n[register]\r\n".encode())
    path.chmod(0o640)
    link.symlink_to(path)
    assert add_key(link, KEY) == 1
    assert path.read_bytes() == f'# Schlüssel\r\n[register]\r\nkey = "{KEY}"\r\n'.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"[register\n", RegisterUnavailable, "cannot be read"),
        (b"key = '\xff'\n", RegisterUnavailable, "cannot be read"),
        (b"[register]\nkey = 5\n", InputRejected, "write the key there yourself"),
    ],
)
def test_add_key_leaves_a_file_as_it_is_that_it_does_not_understand(
    tmp_path: Path, content: bytes, error: type[Exception], said: str
) -> None:
    path = tmp_path / "secrets.toml"
    path.write_bytes(content)
    with pytest.raises(error, match=said) as caught:
        add_key(path, KEY)
    assert path.read_bytes() == content
    assert KEY not in str(caught.value)
    assert list(tmp_path.iterdir()) == [path]


def test_add_key_says_where_it_cannot_write(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(RegisterUnavailable, match="cannot be written"):
        add_key(file / "secrets.toml", KEY)
    with pytest.raises(RegisterUnavailable, match="cannot be read"):
        add_key(tmp_path, KEY)
    assert os.listdir(tmp_path) == ["file"]
