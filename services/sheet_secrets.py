"""What belongs into the secrets for a register on a Google Sheet: as a text of its own, and written into the file.

Everything else in the file is left as it is, its comments too; what is read afterwards has to be what was read before.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schema.words import N_
from services.errors import InputRejected, RegisterUnavailable
from services.secrets_file import read_secrets_file, replace_file

URL = "gsheets"
REGISTER, CONNECTION = "register", "connections.gsheets"
_SECTION = re.compile(r"\s*\[\[?\s*(?P<name>[^\[\]=,]+?)\s*\]?\]\s*(#.*)?")
_ENTRY = re.compile(r"""\s*["']?(?P<name>[A-Za-z0-9_-]+)["']?\s*=.*""", re.DOTALL)


def sheet_block(spreadsheet: str, account: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the two sections that make a portal work on a sheet."""
    register = _lines(_register_entries(keys))
    return "\n".join(
        ["[register]", *register, "", "[connections.gsheets]", *_lines(_section(spreadsheet, account)), ""]
    )


def write_sheet(path: Path, spreadsheet: str, account: Mapping[str, Any], keys: Sequence[str]) -> None:
    """Write a sheet, its account and its keys, newest first, into a secrets file that only its owner may read then.

    Keys that stand there already stay behind the new ones: another register may be sealed with them.

    Raises:
        InputRejected: the file is written in a way that cannot be changed safely; it is left as it is.
        RegisterUnavailable: it cannot be read or written; it is left as it is.
    """
    text = read_secrets_file(path)
    try:
        changed = with_sheet(text, spreadsheet, account, keys)
    except tomllib.TOMLDecodeError as err:
        raise RegisterUnavailable(
            N_("The secrets file {place} cannot be read: {said}. Please correct it."), place=str(path), said=str(err)
        ) from err
    if changed is None:
        raise InputRejected(
            N_(
                "{place} is laid out in a way that is not changed by itself. Nothing in it was changed. Please "
                "download the secrets and put them there yourself."
            ),
            place=str(path),
        )
    replace_file(path, changed, is_private=True)


def with_sheet(text: str, spreadsheet: str, account: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    """Return the text of a secrets file with a sheet in it; None where that cannot be done safely.

    Raises:
        tomllib.TOMLDecodeError: the text is no TOML.
    """
    before = tomllib.loads(text)
    register, connections = before.get("register", {}), before.get("connections", {})
    if not isinstance(register, dict) or not isinstance(connections, dict):
        return None
    entries = _register_entries([*keys, *(key for key in _known_keys(register) if key not in keys)])
    section = _section(spreadsheet, account)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    lines = _with_section(lines, REGISTER, entries, replaces_all=False)
    lines = _with_section(lines, CONNECTION, section, replaces_all=True)
    changed = end.join([*lines, ""])
    wanted = {**before, "register": {**register, **entries}, "connections": {**connections, "gsheets": section}}
    try:
        return changed if tomllib.loads(changed) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _register_entries(keys: Sequence[str]) -> dict[str, Any]:
    return {"url": URL, "key": keys[0] if len(keys) == 1 else list(keys)}


def _section(spreadsheet: str, account: Mapping[str, Any]) -> dict[str, Any]:
    return {"spreadsheet": spreadsheet, **{name: str(value) for name, value in account.items()}}


def _known_keys(register: Mapping[str, Any]) -> list[str]:
    found = register.get("key", "")
    known = found if isinstance(found, list) else [found]
    return [key for key in known if isinstance(key, str) and key]


def _lines(entries: Mapping[str, Any]) -> list[str]:
    # A text of JSON is one of TOML as well, but for one character that no key holds.
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entries.items()]


def _with_section(lines: list[str], name: str, entries: Mapping[str, Any], *, replaces_all: bool) -> list[str]:
    """Return the lines with the entries in a section, behind those that it keeps; comments stay."""
    start = next((number for number, line in enumerate(lines) if _name_of(line) == name), None)
    if start is None:
        between = [""] if lines and lines[-1].strip() else []
        return [*lines, *between, f"[{name}]", *_lines(entries)]
    end = next((number for number in range(start + 1, len(lines)) if _name_of(lines[number])), len(lines))
    body = lines[start + 1 : end]
    tail = len(body)
    while tail and _is_aside(body[tail - 1]):
        tail -= 1
    kept = [line for line in body[:tail] if _is_aside(line) or not (replaces_all or _entry_of(line) in entries)]
    return [*lines[: start + 1], *kept, *_lines(entries), *body[tail:], *lines[end:]]


def _name_of(line: str) -> str:
    """Return the name of the section that begins in a line; "" where none does."""
    found = _SECTION.fullmatch(line)
    return "".join(found["name"].replace('"', "").replace("'", "").split()) if found else ""


def _entry_of(line: str) -> str:
    found = _ENTRY.fullmatch(line)
    return found["name"] if found else ""


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
