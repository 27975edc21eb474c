"""The sample register as a snapshot, without a store: made once for a day, in a second."""

from __future__ import annotations

from datetime import date
from functools import cache

from schema.tables import TABLES
from services.demo.loading import SEED
from services.demo.sample import sample_rows
from services.register.frames import frame_of
from services.register.snapshot import Snapshot


@cache
def sample_snapshot(today: date, seed: int = SEED) -> Snapshot:
    rows = sample_rows(seed, today).tables()
    return Snapshot(1, {name: frame_of(name, rows.get(name, ())) for name in TABLES})
