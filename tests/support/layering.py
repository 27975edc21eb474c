"""Who may import whom, read from the sources.

    app.py, pages/ → services/ → schema/

A driver is imported in one place only, so that what depends on it stays there.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

APP = "app.py"
LAYERS = ("schema", "services", "pages")
THIRD_PARTY_FOR_SCHEMA = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions"}

# Which of the portal's own packages a layer may import.
OWN_FOR = {
    "schema": {"schema"},
    "services": {"schema", "services"},
    "pages": {"schema", "services", "pages"},
    APP: {"schema", "services", "pages"},
}
OWN = {"app", "bench", "docs", "pages", "schema", "services", "templates", "tests"}

# Where a package may be imported: a folder ends in "/", a file does not. Nowhere else.
ONLY_IN = {
    "streamlit": (APP, "pages/"),
    "gspread": ("services/register/sheet/",),
    "google": ("services/register/sheet/",),
    "requests": ("services/register/sheet/",),
    "urllib3": ("services/register/sheet/",),
    "cryptography": ("services/register/sheet/",),
    "sqlalchemy": ("services/register/sql.py", "services/register/sql/"),
    "psycopg": ("services/register/sql.py", "services/register/sql/"),
    "docx": ("services/",),
    "docxtpl": ("services/papers/",),
    "jinja2": ("services/papers/",),
    "openpyxl": ("services/",),
    "pptx": ("services/",),
    "xlsxwriter": ("services/",),
}


def find_breaches(root: Path) -> list[str]:
    """Name every breach under a folder, as "file:line: what is wrong"."""
    breaches: list[str] = []
    for path in _sources(root):
        place = PurePosixPath(path.relative_to(root))
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(place))
        breaches += [f"{place}:{line}: {problem}" for line, problem in _problems(place, tree)]
    return breaches


def _sources(root: Path) -> Iterator[Path]:
    if (root / APP).exists():
        yield root / APP
    for layer in LAYERS:
        yield from sorted((root / layer).rglob("*.py"))


def _problems(place: PurePosixPath, tree: ast.Module) -> Iterator[tuple[int, str]]:
    layer = place.parts[0]
    if layer == "pages":
        yield from _page_problems(place, tree)
    for line, name in _imports(place, tree):
        package = name.partition(".")[0]
        if package in OWN:
            if package not in OWN_FOR[layer]:
                yield line, f"{layer} must not import {name}"
        elif layer == "schema" and package not in THIRD_PARTY_FOR_SCHEMA and not _is_stdlib(package):
            yield line, f"schema imports the standard library and pydantic only, not {name}"
        elif package in ONLY_IN and not _lies_in(place, ONLY_IN[package]):
            yield line, f"{package} is imported in {' and '.join(ONLY_IN[package])} only"


def _page_problems(place: PurePosixPath, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if len(place.parts) == 2 and place.name != "__init__.py":
        # Streamlit runs such a file without app.py, sign-in included, when its address is asked for first.
        yield 1, "no file lies directly in pages/"
    if place.parts[1] == "ui":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "main":
            yield node.lineno, "a page is a script and has no main()"
        if isinstance(node, ast.ClassDef):
            yield node.lineno, "a page defines no classes: they would be others after each rerun"


def _imports(place: PurePosixPath, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every imported module by its full name, wherever in the file the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            folder = place.parent.parts[: len(place.parent.parts) - node.level + 1] if node.level else ()
            parts = (*folder, *([node.module] if node.module else ()))
            if parts:
                yield node.lineno, ".".join(parts)
            else:
                # `from .. import pages` above the packages: each name is a module.
                yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and _is_import_call(node):
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value


def _is_import_call(node: ast.Call) -> bool:
    return ast.unparse(node.func) in {"__import__", "import_module", "importlib.import_module"}


def _is_stdlib(package: str) -> bool:
    return package in sys.stdlib_module_names


def _lies_in(place: PurePosixPath, allowed: tuple[str, ...]) -> bool:
    return any(str(place) == where or (where.endswith("/") and str(place).startswith(where)) for where in allowed)
