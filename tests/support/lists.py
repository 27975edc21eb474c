"""Small registers for what searches and lists cases, made from rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.register.frames import empty_frames, frame_of
from services.register.snapshot import Snapshot

TODAY = date(2026, 3, 20)  # a Friday


def snapshot_of(**tables: Sequence[Mapping[str, Any]]) -> Snapshot:
    """Return a state with these rows."""
    return Snapshot(1, {**empty_frames(), **{name: frame_of(name, rows) for name, rows in tables.items()}})


def reaction(number: str, received_on: date = date(2026, 3, 16), **values: Any) -> dict[str, Any]:
    """Return a reaction under its number."""
    return {"id": number, "number": number, "received_on": received_on, "channel": "email", **values}


def concern(of: str, rank: int = 1, kind: str = "complaint", **values: Any) -> dict[str, Any]:
    """Return a concern of a reaction."""
    return {"id": f"{of}/{rank}", "reaction_id": of, "rank": rank, "kind": kind, **values}
