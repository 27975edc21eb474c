"""Registers to measure on: made-up cases of ten years, stored through the register's own door and kept."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.demo.sample import sample_rows
from services.register import opening
from services.register.base import ChangeSet, Register, RowChange, new_id

ROOT = Path(__file__).parent.parent
KEPT_IN = ROOT / "build" / "bench"
TODAY = date(2026, 11, 20)
SEED = 1
ROWS_AT_ONCE = 5_000
# The same case in every register, so that the case page shows the same whatever the size.
CASE = "KR-BENCH-0001"


def register_file(reactions: int, folder: Path = KEPT_IN) -> Path:
    """Return a SQLite register with exactly that many reactions; made where there is none of today's schema yet."""
    target = folder / f"register-{reactions}-{_schema_digest()}.db"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"register-{reactions}-*"):
        old.unlink()
    unfinished = folder / f"unfinished-{reactions}.db"
    unfinished.unlink(missing_ok=True)
    register = opening.open_register(url_of(unfinished))
    try:
        fill(register, reactions)
    finally:
        register.close()
    unfinished.rename(target)
    return target


def copied(file: Path, folder: Path) -> Path:
    """Return a copy to work on: a running portal writes beside its register."""
    return Path(shutil.copyfile(file, folder / file.name))


def url_of(file: Path) -> str:
    """Return the register's address."""
    return f"sqlite:///{file}"


def save_something(register: Register) -> None:
    """Change a reaction that no other figure hangs on, as somebody at another portal would."""
    snapshot = register.snapshot()
    seen = snapshot.row("reactions", str(snapshot.find_reaction_id(CASE)))
    again = f"{str(seen['subject']).partition(' (')[0]} ({new_id()})"
    _commit(register, [RowChange("reactions", seen["id"], {"subject": again}, seen=seen)])


def _schema_digest() -> str:
    """Return what changes with the declarations, so that no register of former ones is measured."""
    digest = hashlib.sha256()
    for source in sorted((ROOT / "schema").glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def fill(register: Register, reactions: int, *, rows_at_once: int = ROWS_AT_ONCE) -> None:
    """Store exactly that many reactions with their concerns in an empty register, some rows with each save."""
    sample = sample_rows(SEED, TODAY, reactions=reactions - 1).tables()
    parts: dict[str, list[RowChange]] = {}
    for table in ("concerns", "notes"):
        for row in sample.pop(table, []):
            parts.setdefault(row["reaction_id"], []).append(_created(table, row))
    wholes = [[_created("reactions", row), *parts[row["id"]]] for row in sample.pop("reactions")]
    _commit(register, [_created(table, row) for table, rows in sample.items() for row in rows])
    for changes in _portions(wholes, rows_at_once):
        _commit(register, changes)
    _tell_the_case(register)


def _portions(wholes: Sequence[list[RowChange]], rows_at_once: int) -> Iterator[list[RowChange]]:
    portion: list[RowChange] = []
    for changes in wholes:
        portion += changes
        if len(portion) >= rows_at_once:
            yield portion
            portion = []
    if portion:
        yield portion


def _tell_the_case(register: Register) -> None:
    """Store the case that every register has: three concerns, and a save for each step of the procedure."""
    reaction = {
        "id": new_id(),
        "number": CASE,
        "received_on": date(2026, 10, 5),
        "channel": "email",
        "ombuds": False,
        "customer_ref": "BG 0815-4711",
        "subject": "Bescheid unverständlich, Rückruf bleibt aus",
        "text": "Der Bescheid vom September ist nicht zu verstehen. " * 8,
    }
    kinds = (("complaint", "benefits"), ("complaint", "hotline"), ("praise", "conduct"))
    changes = [_created("reactions", reaction)]
    for rank, (kind, area) in enumerate(kinds, start=1):
        concern = {"id": new_id(), "reaction_id": reaction["id"], "rank": rank, "kind": kind, "area": area}
        changes.append(_created("concerns", concern))
    _commit(register, changes)
    for step, day in (("acknowledged_on", 6), ("disposition_on", 7), ("cleared_on", 13), ("closed_on", 15)):
        seen = register.snapshot().row("reactions", str(reaction["id"]))
        values = {step: date(2026, 10, day)}
        _commit(register, [RowChange("reactions", seen["id"], values, seen=seen)])


def _created(table: str, row: dict[str, Any]) -> RowChange:
    values = {name: value for name, value in row.items() if name != "id" and value is not None}
    return RowChange(table, row["id"], values)


def _commit(register: Register, changes: Sequence[RowChange]) -> None:
    register.commit(ChangeSet.of(changes, actor="bench", operation_id=new_id(), source="demo"))
