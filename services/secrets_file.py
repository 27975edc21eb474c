"""A new key written into the secrets file, with everything else in it left as it is."""

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from schema.words import N_
from services.errors import InputRejected, RegisterUnavailable

_SECTION = re.compile(r"\s*\[\s*register\s*\]\s*(#.*)?")
_ANY_SECTION = re.compile(r"\s*\[[^\[\]=,]+\]\s*(#.*)?|\s*\[\[.*")
_KEY = re.compile(r"""(?P<before>\s*(?:key|"key"|'key')\s*=\s*)(?P<value>.*)""", re.DOTALL)
_STRING = re.compile(r"""(?P<old>"[^"\n]*"|'[^'\n]*')(?P<rest>.*)""", re.DOTALL)


def read_secrets_file(path: Path) -> str:
    """Return what stands in a secrets file, line ends as they are; empty where there is none.

    Raises:
        RegisterUnavailable: it cannot be read.
    """
    if not path.exists():
        return ""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise _unreadable(path, err) from err


def add_key(path: Path, key: str) -> int:
    """Put a key first among those in a secrets file and return how many there are now.

    A file that is not there is made, for its owner to read only.

    Raises:
        InputRejected: the file is written in a way that cannot be changed safely; it is left as it is.
        RegisterUnavailable: it cannot be read or written; it is left as it is.
    """
    text = read_secrets_file(path)
    try:
        changed = with_key(text, key)
    except tomllib.TOMLDecodeError as err:
        raise _unreadable(path, err) from err
    if changed is None:
        raise InputRejected(
            N_(
                "The key was not written: {place} is laid out in a way that is not changed by itself. "
                "Nothing in it was changed. Please write the key there yourself."
            ),
            place=str(path),
        )
    replace_file(path, changed)
    keys = tomllib.loads(changed)["register"]["key"]
    return 1 if isinstance(keys, str) else len(keys)


def with_key(text: str, key: str) -> str | None:
    """Return the text of a secrets file with the key first in the list; None where that cannot be done safely.

    Raises:
        tomllib.TOMLDecodeError: the text is no TOML.
    """
    before = tomllib.loads(text)
    register = before.get("register", {})
    if not isinstance(register, dict):
        return None
    wanted = _wanted(register.get("key", ""), key)
    changed = _edited(text, key)
    try:
        after = tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        return None
    # Whatever the lines looked like: what is read now has to be what was read before, with the key.
    return changed if wanted and after == {**before, "register": {**register, "key": wanted}} else None


def _wanted(old: Any, key: str) -> str | list[str] | None:
    if old == "":
        return key
    if isinstance(old, str):
        return [key, old]
    is_list = isinstance(old, list) and all(isinstance(one, str) for one in old)
    return [key, *old] if is_list else None


def _edited(text: str, key: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    headings = [number for number, line in enumerate(lines) if _SECTION.fullmatch(line.rstrip("\r\n"))]
    if not headings:
        return _appended(text, f'[register]{end}key = "{key}"{end}', end)
    start = headings[0] + 1
    for number in range(start, _section_end(lines, start)):
        found = _KEY.fullmatch(lines[number])
        if found:
            lines[number] = found["before"] + _value_with(found["value"], key)
            return "".join(lines)
    lines[start - 1] = lines[start - 1].rstrip("\r\n") + end
    return "".join([*lines[:start], f'key = "{key}"{end}', *lines[start:]])


def _section_end(lines: Sequence[str], start: int) -> int:
    following = (number for number in range(start, len(lines)) if _ANY_SECTION.fullmatch(lines[number].rstrip("\r\n")))
    return next(following, len(lines))


def _value_with(value: str, key: str) -> str:
    if value.startswith("["):
        is_empty = value[1:].lstrip().startswith("]")
        return f'["{key}"{"" if is_empty else ", "}{value[1:]}'
    found = _STRING.fullmatch(value)
    if found is None:
        return value  # something unexpected; `with_key` notices
    return f'"{key}"{found["rest"]}' if len(found["old"]) == 2 else f'["{key}", {found["old"]}]{found["rest"]}'


def _appended(text: str, section: str, end: str) -> str:
    if not text:
        return section
    return text + ("" if text.endswith("\n") else end) + end + section


def replace_file(path: Path, text: str, *, is_private: bool = False) -> None:
    """Write a secrets file anew, whole or not at all; `is_private` takes the right to read it from everybody else.

    Raises:
        RegisterUnavailable: it cannot be written; it is left as it is.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() and not is_private else 0o600
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(target)
    except OSError as err:
        if beside.exists():
            beside.unlink()
        raise RegisterUnavailable(
            N_("The file {place} cannot be written: {said}."), place=str(path), said=err.strerror or str(err)
        ) from err


def _unreadable(path: Path, err: Exception) -> RegisterUnavailable:
    said = err.strerror if isinstance(err, OSError) and err.strerror else str(err)
    return RegisterUnavailable(
        N_("The secrets file {place} cannot be read: {said}. Please correct it."), place=str(path), said=said
    )
