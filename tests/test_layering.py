from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.layering import find_breaches
from tests.support.portal import ROOT


def test_find_breaches_finds_none_in_the_portal() -> None:
    assert find_breaches(ROOT) == []


def test_find_breaches_looks_at_every_layer_of_the_portal() -> None:
    assert [layer for layer in ("app.py", "pages", "schema", "services") if not (ROOT / layer).exists()] == []


@pytest.mark.parametrize(
    ("place", "source", "problem"),
    [
        ("schema/lists.py", "import services.access", "schema must not import services.access"),
        ("schema/lists.py", "import pandas as pd", "schema imports the standard library and pydantic only, not pandas"),
        (
            "schema/lists.py",
            "from streamlit import cache_data",
            "schema imports the standard library and pydantic only",
        ),
        ("schema/lists.py", "import sqlalchemy", "schema imports the standard library and pydantic only"),
        ("schema/deep/er.py", "from ...services import access", "schema must not import services"),
        ("services/access.py", "from pages.ui import state", "services must not import pages.ui"),
        ("services/access.py", "import app", "services must not import app"),
        ("services/access.py", "import tests.support", "services must not import tests.support"),
        ("services/access.py", "import streamlit as st", "streamlit is imported in app.py and pages/ only"),
        ("services/access.py", "def f():\n    import streamlit", "streamlit is imported in app.py and pages/ only"),
        ("services/access.py", "__import__('streamlit')", "streamlit is imported in app.py and pages/ only"),
        (
            "services/access.py",
            "import importlib\nimportlib.import_module('streamlit.web')",
            "streamlit is imported in app.py and pages/ only",
        ),
        (
            "services/access.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy import Engine",
            "sqlalchemy is imported in services/register/sql.py and services/register/sql/ only",
        ),
        ("services/register/base.py", "import sqlalchemy", "sqlalchemy is imported in"),
        ("services/register/sqlite.py", "from sqlalchemy.orm import Session", "sqlalchemy is imported in"),
        ("services/register/sheet/client.py", "import sqlalchemy", "sqlalchemy is imported in"),
        ("services/register/sql.py", "import gspread", "gspread is imported in services/register/sheet/ only"),
        ("services/register/sheets.py", "import gspread", "gspread is imported in services/register/sheet/ only"),
        ("pages/cases/new.py", "import gspread", "gspread is imported in"),
        ("pages/cases/new.py", "import sqlalchemy as sa", "sqlalchemy is imported in"),
        ("pages/cases/new.py", "import openpyxl", "openpyxl is imported in services/ only"),
        ("pages/cases/new.py", "from docx import Document", "docx is imported in services/ only"),
        ("pages/cases/new.py", "from pptx import Presentation", "pptx is imported in services/ only"),
        ("pages/ui/state.py", "import sqlalchemy", "sqlalchemy is imported in"),
        ("app.py", "import gspread", "gspread is imported in"),
        ("services/people.py", "from google.auth import jwt", "google is imported in services/register/sheet/ only"),
        ("services/cli/main.py", "import requests", "requests is imported in services/register/sheet/ only"),
        ("services/keys.py", "from cryptography.fernet import Fernet", "cryptography is imported in"),
        ("services/register/base.py", "from urllib3.exceptions import HTTPError", "urllib3 is imported in"),
        ("pages/today.py", "", "no file lies directly in pages/"),
        ("pages/cases/new.py", "def main():\n    pass", "a page is a script and has no main()"),
        ("pages/cases/new.py", "async def main(): ...", "a page is a script and has no main()"),
        ("pages/cases/new.py", "class Draft: ...", "a page defines no classes"),
    ],
)
def test_find_breaches_names_file_line_and_problem(tmp_path: Path, place: str, source: str, problem: str) -> None:
    write(tmp_path, place, source)
    breaches = find_breaches(tmp_path)
    assert len(breaches) == 1
    assert breaches[0].startswith(f"{place}:")
    assert problem in breaches[0]


def test_find_breaches_names_the_line_and_every_breach(tmp_path: Path) -> None:
    write(tmp_path, "services/access.py", "import re\n\nimport streamlit, gspread\n")
    assert find_breaches(tmp_path) == [
        "services/access.py:3: streamlit is imported in app.py and pages/ only",
        "services/access.py:3: gspread is imported in services/register/sheet/ only",
    ]


@pytest.mark.parametrize(
    ("place", "source"),
    [
        (
            "schema/fields.py",
            "from __future__ import annotations\nimport re, pydantic\nfrom schema import lists",
        ),
        ("schema/fields.py", "from .lists import Entry\nfrom . import tables"),
        ("services/figures/channels.py", "import pandas as pd\nimport altair as alt\nfrom schema import tables"),
        ("services/figures/channels.py", "from ..access import require"),
        ("services/exports/xlsx.py", "import xlsxwriter"),
        ("services/register/sql.py", "import sqlalchemy as sa"),
        ("services/register/sql/engine.py", "from sqlalchemy.engine import Engine"),
        ("services/register/sheet/client.py", "import gspread, requests, google.auth, urllib3"),
        ("services/register/sheet/sealing.py", "from cryptography.fernet import Fernet"),
        ("pages/__init__.py", ""),
        ("pages/cases/new.py", "import streamlit as st\nfrom pages.ui import guard\nfrom services import access"),
        ("pages/ui/state.py", "import streamlit as st\n\nclass Facts: ..."),
        ("app.py", "import streamlit as st\nfrom pages.ui import state\nfrom services import people"),
        ("tests/anything.py", "import gspread, sqlalchemy, streamlit"),
    ],
)
def test_find_breaches_lets_pass_what_is_allowed(tmp_path: Path, place: str, source: str) -> None:
    write(tmp_path, place, source)
    assert find_breaches(tmp_path) == []


def write(root: Path, place: str, source: str) -> None:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
