"""The messages in the code, the catalogues in `locales/`, and what is wrong between them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.support.portal import ROOT

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "count": (1, 2)}  # the last one is that of the charts' wording
CODE = ("app.py", "pages", "schema", "services")
_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def code_files(root: Path = ROOT) -> list[Path]:
    """Return every file of the portal that may say something."""
    return sorted(
        path for name in CODE for path in ([root / name] if name.endswith(".py") else (root / name).rglob("*.py"))
    )


def messages_in(path: Path) -> Iterator[tuple[int, str, str | None]]:
    """Return the line, the message and its plural of everything in a file that is to be translated."""
    for line, message, *_ in extract_from_file("python", str(path), KEYWORDS, ()):
        if isinstance(message, tuple):
            yield line, message[0], message[1]
        else:
            yield line, message, None


def catalogue(path: Path) -> Catalog:
    """Return one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name)


def entries_of(path: Path) -> list[Message]:
    """Return the messages of a catalogue, its head left out."""
    return [message for message in catalogue(path) if message.id]


def singular_of(message: Message) -> str:
    """Return what a message is called by."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def placeholders(text: str) -> list[str]:
    """Return the parameters of a sentence, in the order of the alphabet."""
    return sorted(_PLACEHOLDER.findall(text))


def calls_out_of_sight(source: str) -> list[int]:
    """Return the lines with a message that the extraction does not see.

    Python 3.11 hands the expressions in an f-string on as one token, so a call in there is not seen; nor is a message
    that is put together, or stands in a name.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            found += [call.lineno for call in ast.walk(node) if _is_call(call)]
        elif isinstance(node, ast.Call) and _is_call(node) and _name(node) == "N_" and not _is_text(node):
            found.append(node.lineno)
    return found


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node) in KEYWORDS


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_text(node: ast.Call) -> bool:
    return bool(node.args) and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
