"""A field is declared once: one more line in one file, and it is in form, grid, SQL table, import and export."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.register import opening
from services.register.base import new_id
from tests.support.cases import TODAY, record
from tests.support.portal import FOREIGN, ROOT

PARTS = ("app.py", "pages", "schema", "services", "locales", ".streamlit", "tests/__init__.py", "tests/support")
DECLARATIONS = {
    "reactions": ("reactions.py", "matter"),
    "concerns": ("concerns.py", "concern"),
}
TWO_FIELDS = """
    Field(
        "weather",
        FieldType.LINE,
        Words("Wetter", "Weather"),
        Words("Wie das Wetter war.", "What the weather was like."),
        section="{section}",
        searched=True,
        grid=Grid.SHOWN,
        limit=50,
    ),
    Field(
        "mood",
        FieldType.CODE,
        Words("Stimmung", "Mood"),
        section="{section}",
        list="clearing_way",
        grid=Grid.SHOWN,
    ),
"""


def copied(folder: Path) -> Path:
    """Return a copy of the portal."""
    copy = folder / "portal"
    for part in PARTS:
        source, target = ROOT / part, copy / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return copy


def declare(copy: Path, table: str) -> Path:
    """Declare two more fields of a table, and return the only file that was changed."""
    name, section = DECLARATIONS[table]
    path = copy / "schema" / name
    before = path.read_text(encoding="utf-8")
    start, end = before.rstrip().rsplit("\n", 1)
    assert end == ")"
    path.write_text(start + TWO_FIELDS.format(section=section) + ")\n", encoding="utf-8")
    return path


def facts_of(copy: Path, table: str, folder: Path) -> dict[str, Any]:
    """Run the copied portal on the register in the folder and return what it shows of the two fields."""
    secrets = folder / "secrets.toml"
    secrets.touch()
    own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.declared", table, str(folder)],
        cwd=copy,
        env={
            **own,
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(copy),
            "PYTHONDONTWRITEBYTECODE": "1",
            "RESONANZ_REGISTER": f"sqlite:///{folder / 'register.db'}",
            "RESONANZ_TODAY": TODAY.isoformat(),
            "RESONANZ_SECRETS": str(secrets),
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


@pytest.mark.parametrize("table", ["reactions", "concerns"])
def test_a_field_declared_in_one_file_is_everywhere(tmp_path: Path, table: str) -> None:
    older = opening.open_register(f"sqlite:///{tmp_path / 'register.db'}")
    record(older, subject="Von früher", operation_id=new_id())
    older.close()
    copy = copied(tmp_path)
    changed = declare(copy, table)
    facts = facts_of(copy, table, tmp_path)

    # Nothing but the declaration was touched.
    different = [
        str(path.relative_to(copy))
        for path in copy.rglob("*")
        if path.is_file() and not filecmp.cmp(path, ROOT / path.relative_to(copy), shallow=False)
    ]
    assert different == [str(changed.relative_to(copy))]

    # Form and rules.
    assert facts["exception"] == []
    assert facts["form"] == ["Wetter", "Stimmung"]
    assert facts["refused"] == ["„Wetter“ fasst höchstens 50 Zeichen, hier sind es 60. Bitte kürzen Sie den Text."]
    # Case page, read and edited.
    assert ":gray[Wetter]  \nRegen, dann \\=Sonne" in facts["case"]
    assert ":gray[Stimmung]  \nTelefonisch" in facts["case"]
    assert facts["edited"] == ["Regen, dann =Sonne"]
    # Grid, filters, search.
    prefix = "concerns." if table == "concerns" else ""
    assert facts["columns"] == [f"{prefix}weather", f"{prefix}mood"]
    assert facts["filter"] == [f"{prefix}mood"]
    assert facts["cells"] == [["Regen, dann =Sonne", "Telefonisch"]]
    assert "Stimmung" in facts["filters"]
    if table == "reactions":
        assert {"weather", "mood"} <= set(facts["shown_columns"])
        assert facts["searched"] == 1
    # The older register's file: the columns were added, the older case kept.
    assert facts["sql"] == ["TEXT", "TEXT"]
    assert sorted(facts["rows"], key=str) == [["Regen, dann =Sonne", "telephone"], [None, None]]
    assert facts["journal"] == ["Regen, dann =Sonne", "telephone"]
    assert facts["issues"] == 0
    # Export and import.
    assert [name for name in ("weather", "mood") if name not in facts["heading"]] == []
    assert [name for name in ("Wetter", "Stimmung") if name not in facts["labels"]] == []
    assert facts["problems"] == []
    assert facts["imported"] == [["", ""], ["Regen, dann =Sonne", "telephone"]]
