from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from schema.tables import TABLES
from services.demo.dresden import PRINTED, Printed
from services.demo.loading import SEED, load_sample
from services.demo.sample import sample_rows
from services.errors import StaleRecord
from services.figures.year import year_figures
from services.register.base import Register
from services.register.opening import open_register

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    folder: Path = tmp_path_factory.mktemp("sample")
    register = open_register(f"sqlite:///{folder}/register.db")
    load_sample(register, "Probe", today=TODAY)
    yield register
    register.close()


@pytest.fixture(scope="module")
def figures(loaded: Register) -> dict[int, pd.DataFrame]:
    return {year: year_figures(loaded.snapshot(), year, TODAY).set_index("figure") for year in (2021, 2022)}


def portal_says(figures: dict[int, pd.DataFrame], figure: Printed) -> Any:
    column = {"value": "value", "change": "change_percent", "share": "share_percent"}[figure.measure]
    return figures[figure.year].loc[figure.figure, column]


def test_load_sample_stores_every_row_as_it_was_made(loaded: Register) -> None:
    snapshot = loaded.snapshot()

    assert snapshot.issues == ()
    for table, rows in sample_rows(SEED, TODAY).tables().items():
        assert len(snapshot.frames[table]) == len(rows)
        for row in rows[:: max(1, len(rows) // 40)]:
            stored = snapshot.row(table, row["id"])
            names = TABLES[table].names
            assert {name: stored[name] for name in names} == {name: row.get(name) for name in names}


def test_load_sample_twice_changes_nothing(loaded: Register) -> None:
    before = loaded.snapshot().revision

    assert load_sample(loaded, "Probe", today=TODAY).revision == before


def test_load_sample_refuses_to_mix_two_days(loaded: Register) -> None:
    before = loaded.snapshot().revision

    with pytest.raises(StaleRecord):
        load_sample(loaded, "Probe", today=date(2026, 11, 22))
    assert loaded.snapshot().revision == before


def test_load_sample_is_journalled_as_demo(loaded: Register) -> None:
    reaction_id = loaded.snapshot().find_reaction_id("KR-2022-0001")
    assert reaction_id is not None
    journal = loaded.history(reaction_id)

    assert {(row.source, row.actor, row.action) for row in journal} == {("demo", "Probe", "created")}


def test_load_sample_says_how_far_it_is(tmp_path: Path) -> None:
    register = open_register(f"sqlite:///{tmp_path}/register.db")
    said: list[float] = []
    load_sample(register, "Probe", seed=3, today=TODAY, reactions=200, progress=said.append)
    register.close()

    assert said == sorted(said)
    assert (said[0], said[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(
    "figure",
    [figure for figure in PRINTED if "+" not in figure.figure and not figure.base],
    ids=lambda figure: f"{figure.year}-{figure.figure}-{figure.measure}",
)
def test_the_portals_own_figures_say_what_the_report_prints(figures: dict[int, pd.DataFrame], figure: Printed) -> None:
    assert portal_says(figures, figure) == figure.expected
