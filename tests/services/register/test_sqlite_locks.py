"""Saves survive another process that comes and goes while this one keeps its daily copy.

POSIX drops all locks of a process on a file as soon as it closes any descriptor of that file. A look into the register
past SQLite once did that: the next process to close the register took it for unused and removed the log to which this
one went on writing. What was saved after that was gone with the process.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from services.register import opening
from services.register.base import ChangeSet, RowChange
from services.register.sql.backups import copy_register
from tests.support.portal import ROOT

VISIT = """
import sys
from services.register import opening
register = opening.open_register(sys.argv[1])
print(len(register.snapshot().frames["units"]))
register.close()
"""


def visited(url: str) -> int:
    """Let another process open the register, read it and close it; return how many teams it saw."""
    done = subprocess.run(
        [sys.executable, "-c", VISIT, url], cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    return int(done.stdout)


def unit(code: str) -> ChangeSet:
    change = RowChange("units", code, {"code": code, "label": code})
    return ChangeSet.of([change], actor="test", operation_id=code)


def test_a_save_after_a_copy_and_a_visitor_is_there_for_the_next_visitor(tmp_path: Path) -> None:
    place = tmp_path / "register.db"
    url = f"sqlite:///{place}"
    register = opening.open_register(url)
    register.commit(unit("a"))
    copy_register(place, tmp_path / "copy.db")
    assert visited(url) == 1
    assert place.with_name("register.db-wal").exists()
    register.commit(unit("b"))
    assert visited(url) == 2
    register.close()
    assert visited(url) == 2


def test_a_save_beside_a_second_opening_of_the_same_process_is_there_for_a_visitor(tmp_path: Path) -> None:
    place = tmp_path / "register.db"
    url = f"sqlite:///{place}"
    register = opening.open_register(url)
    register.commit(unit("a"))
    opening.open_register(url).close()
    assert visited(url) == 1
    register.commit(unit("b"))
    assert visited(url) == 2
    register.close()
