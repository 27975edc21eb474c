"""Small tidy frames as the figures give them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from services.charts.wording import Wording
from services.figures.comparison import compared_df, compared_row
from services.register.snapshot import Lists, Snapshot
from tests.services.figures.registers import snapshot_of

NOTHING: Snapshot = snapshot_of([])
LISTS: Lists = NOTHING.lists
DE = Wording("de", LISTS)
EN = Wording("en", LISTS)
NBSP = "\N{NO-BREAK SPACE}"


def channel_counts(now: Mapping[str, int], before: Mapping[str, int] | None = None) -> pd.DataFrame:
    total = sum(now.values())
    return compared_df(
        (
            compared_row([code], now.get(code, 0), None if before is None else before.get(code, 0), total)
            for code in LISTS.codes("channel")
        ),
        ["channel"],
        "reactions",
    )


def urgency_counts(by: str, counts: Mapping[str, tuple[int, int, int]]) -> pd.DataFrame:
    rows = [
        (code, urgency, count)
        for code, found in counts.items()
        for urgency, count in zip(("overdue", "due_soon", "running"), found, strict=True)
    ]
    return pd.DataFrame(rows, columns=[by, "urgency", "reactions"])
