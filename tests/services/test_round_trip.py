"""What is exported from one register and imported into an empty one is the same there, whatever people type."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.fields import FieldType
from schema.lists import START_ENTRIES
from schema.tables import TABLES
from services.access import Actor
from services.exporting import Format, export_flat
from services.flatfile.stored import plain_rows
from services.importing import ImportPlan, plan_import
from services.register.frames import empty_frames, frame_of
from services.register.snapshot import Snapshot
from tests.support.flatfiles import TODAY

OFFICER = Actor("olga", "Olga", frozenset({"krm_officer"}))
NASTY = st.text(alphabet="'=+-@\t\r\n\",; _x0041Df<r>/&1\u00a0ü\u2028\u0085\ufeff\uffff", max_size=25)
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=25)
TEXTS = (NASTY | TYPED).map(lambda text: text or None)
NUMBERS = TYPED.map(str.strip).filter(lambda text: 0 < len(text) <= 60)
DAYS = st.dates(date(2020, 1, 1), TODAY)


def codes(name: str) -> list[str]:
    return [entry.code for entry in START_ENTRIES if entry.list == name]


def _values(table: str, **given_values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw every field of a table, so that a field declared tomorrow is tried as well."""
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for field in TABLES[table].fields:
        if field.type in (FieldType.LINE, FieldType.TEXT):
            drawn[field.name] = TEXTS
        elif field.type is FieldType.DATE:
            drawn[field.name] = st.none() | (st.just(TODAY) if field.not_before else DAYS)
        elif field.type is FieldType.CODE and field.parent is None and codes(field.list or ""):
            drawn[field.name] = st.none() | st.sampled_from(codes(field.list or ""))
        elif field.type is FieldType.BOOL:
            drawn[field.name] = st.booleans()
    return st.fixed_dictionaries({**drawn, **given_values})


CONCERNS = _values(
    "concerns",
    kind=st.sampled_from(codes("kind")),
    area=st.just("municipal"),
    theme=st.sampled_from([None, "hoehe", "mietkaution"]),
)
REACTIONS = _values(
    "reactions",
    received_on=DAYS,
    channel=st.sampled_from(codes("channel")),
    follow_up_of=st.none() | st.just("K-0"),
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Draw a register of a few reactions with one to three concerns each."""
    reactions, concerns = [], []
    for number in draw(st.lists(NUMBERS.filter(lambda text: text != "K-0"), min_size=1, max_size=3, unique=True)):
        row_id = f"r{len(reactions)}"
        reactions.append({**draw(REACTIONS), "id": row_id, "number": number})
        for rank, concern in enumerate(draw(st.lists(CONCERNS, min_size=1, max_size=3)), 1):
            concerns.append({**concern, "id": f"c{len(concerns)}", "reaction_id": row_id, "rank": rank})
    frames = {"reactions": frame_of("reactions", reactions), "concerns": frame_of("concerns", concerns)}
    return Snapshot(1, {**empty_frames(), **frames})


def content(snapshot: Snapshot) -> list[Any]:
    """Return reactions with their concerns, without ids and versions."""
    found = []
    for row_id, row in plain_rows(snapshot, "reactions").items():
        concerns = [_declared("concerns", one) for one in snapshot.concern_rows(row_id)]
        found.append((_declared("reactions", row), concerns))
    return sorted(found, key=lambda pair: str(pair[0]["number"]))


def _declared(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in TABLES[table].names if name != "reaction_id"}


def stored(plan: ImportPlan) -> Snapshot:
    """Return the state that a plan makes of an empty register."""
    frames = empty_frames()
    for table in ("reactions", "concerns"):
        rows = [{"id": change.id, **change.values} for change in plan.changes if change.table == table]
        frames[table] = frame_of(table, rows)
    return Snapshot(1, frames)


@pytest.mark.parametrize("labels", [None, "de"])
@pytest.mark.parametrize("fmt", [*Format])
@settings(max_examples=15, deadline=None)
@given(snapshot=snapshots())
def test_import_brings_back_what_was_exported(labels: str | None, fmt: Format, snapshot: Snapshot) -> None:
    data = export_flat(snapshot, OFFICER, fmt=fmt, labels=labels)
    plan = plan_import(Snapshot(0, empty_frames()), f"a.{fmt}", data, today=TODAY)
    assert [problem.line("en") for problem in plan.problems] == []
    assert content(stored(plan)) == content(snapshot)


@pytest.mark.parametrize("fmt", [*Format])
@settings(max_examples=15, deadline=None)
@given(snapshot=snapshots())
def test_import_of_an_export_into_its_own_register_changes_nothing(fmt: Format, snapshot: Snapshot) -> None:
    plan = plan_import(snapshot, f"a.{fmt}", export_flat(snapshot, OFFICER, fmt=fmt), today=TODAY)
    assert (plan.unchanged, plan.changes, plan.problems) == (len(snapshot.frames["reactions"]), (), ())
