"""Reading the documents: their links and headings, and the settings that the code reads and they must name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
FOREIGN = ("http://", "https://", "mailto:")
IN_A_SENTENCE = re.compile(r"\b(?:RESONANZ|STREAMLIT)_[A-Z_]+")


def documents(root: Path) -> list[Path]:
    """Return everything that is written for people to read."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def links_of(path: Path) -> list[str]:
    """Return the addresses that a document points to within the project."""
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(prose) if not link.startswith(FOREIGN)]


def broken_links(path: Path) -> list[str]:
    """Return the links of a document that lead nowhere: no such file, or no such heading in it."""
    return [link for link in links_of(path) if not _leads_somewhere(path, link)]


def _leads_somewhere(path: Path, link: str) -> bool:
    place, _hash, anchor = link.partition("#")
    target = (path.parent / place).resolve() if place else path
    if not target.exists():
        return False
    return not anchor or anchor in anchors_of(target)


def anchors_of(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(prose)}


def commands_of(text: str) -> list[str]:
    """Return the calls of the command line that a document shows: a line of a fence, or a cell of its own."""
    return re.findall(r"^(?:.*\| `)?(python -m services [a-z][^`\n]*)(?:` \|)?$", text, re.MULTILINE)


def settings_read(tree: ast.AST) -> set[str]:
    """Return the environment variables and the keys of the secrets that a source names.

    A variable counts wherever its name is a text of its own or stands in a sentence; a key of the secrets where
    `secrets()` is asked for it, its sections included: `secrets().get("register", {}).get("url")`.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(IN_A_SENTENCE.findall(node.value))
        elif isinstance(node, ast.Call):
            found.update(_keys_of_secrets(node))
    return found


def _keys_of_secrets(call: ast.Call) -> Iterator[str]:
    """Yield the keys of a chain of `.get("…")` that begins with a call of `secrets`."""
    keys: list[str] = []
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        if not node.args or not isinstance(node.args[0], ast.Constant):
            return
        keys.append(str(node.args[0].value))
        node = node.func.value
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "secrets":
        yield from keys
