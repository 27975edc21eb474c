"""What a portal with two more fields shows of them, everywhere: run in a copy of the portal, it prints facts as JSON.

`python -m tests.support.declared TABLE FOLDER`: the fields `weather` (a line) and `mood` (of a list) are declared in
TABLE, and FOLDER has the register of before, with one case.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from services.access import Actor
from services.exporting import export_flat
from services.importing import plan_import, run_import
from services.people import tryout_visitor
from services.register import opening
from services.searching import build_page, count_found, filters_of, list_columns, query_of
from tests.support.apptest import click, held, open_page, put, texts
from tests.support.cases import TODAY

LINE, CODE = "weather", "mood"
WRITTEN = "Regen, dann =Sonne"
CHOSEN = "telephone"


def main(table: str, folder: Path) -> None:
    """Print every place in which the two fields are found."""
    url = f"sqlite:///{folder / 'register.db'}"
    actor = tryout_visitor("krm_officer").actor
    facts = {
        **screen(table),
        **grid(table, url, actor),
        **store(table, folder, url),
        **files(table, folder, url, actor),
    }
    print(json.dumps(facts, ensure_ascii=False))


def screen(table: str) -> dict[str, Any]:
    """Record a case through the form, look at it on its page, and edit it there."""
    at = put(open_page("cases/new", "krm_officer"), "cases.new", channel="email", kind__1="complaint")
    suffix = ".1" if table == "concerns" else ""
    labels = [at.get_by_key(f"cases.new.{name}{suffix}").label for name in (LINE, CODE)]  # type: ignore[attr-defined]
    values = {LINE: "x" * 60, CODE: CHOSEN}
    put(at, "cases.new", **{f"{name}{suffix.replace('.', '__')}": value for name, value in values.items()})
    click(at, "cases.new.save")
    refused = [element.value for element in at.error][1:]
    click(put(at, "cases.new", **{f"{LINE}{suffix.replace('.', '__')}": WRITTEN}), "cases.new.save")
    case_page = texts(at)
    number = at.title[0].value
    edit = open_page("cases/case", "krm_officer", number=number)
    click(edit, "cases.case.edit")
    keys = [element.key for element in edit.text_input if element.key and f".{LINE}" in element.key]
    register_page = open_page("cases/register", "krm_officer")
    return {
        "form": labels,
        "refused": refused,
        "case": case_page,
        "edited": [held(edit, key) for key in keys],
        "shown_columns": list(register_page.dataframe[0].value.columns),
        "filters": [box.label for box in register_page.multiselect],
        "exception": [str(element.value) for page in (at, edit, register_page) for element in page.exception],
    }


def grid(table: str, url: str, actor: Actor) -> dict[str, Any]:
    """Look the case up by what was written and chosen."""
    register = opening.open_register(url)
    snapshot = register.snapshot()
    prefix = "concerns." if table == "concerns" else ""
    names = tuple(f"{prefix}{name}" for name in (LINE, CODE))
    chosen = query_of(actor, codes={names[1]: [CHOSEN]})
    page = build_page(snapshot, TODAY, chosen, names, 1, "de")
    found = {
        "columns": [column.name for column in list_columns(actor) if column.name in names],
        "filter": [column.name for column in filters_of(actor) if column.name in names],
        "cells": page.rows.to_numpy().tolist(),
        "searched": count_found(snapshot, TODAY, query_of(actor, text="regen sonne")),
    }
    register.close()
    return found


def store(table: str, folder: Path, url: str) -> dict[str, Any]:
    """Look into the file, at the old case, and at the journal."""
    with sqlite3.connect(folder / "register.db") as connection:
        known = {name: kind for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")}
        rows = connection.execute(f"SELECT {LINE}, {CODE} FROM {table} ORDER BY id").fetchall()
    connection.close()
    register = opening.open_register(url)
    row_id = register.snapshot().find_reaction_id("KR-2026-0002")
    journal = [
        change.after
        for row in register.history(str(row_id))
        if row.table == table
        for change in row.changes
        if change.field in (LINE, CODE)
    ]
    issues = len(register.snapshot().issues)
    register.close()
    return {"sql": [known[LINE], known[CODE]], "rows": rows, "journal": sorted(journal), "issues": issues}


def files(table: str, folder: Path, url: str, actor: Actor) -> dict[str, Any]:
    """Export both cases, and import the file into a new register."""
    register = opening.open_register(url)
    code_names = export_flat(register.snapshot(), actor)
    labels = export_flat(register.snapshot(), actor, labels="de")
    register.close()
    other = opening.open_register(f"sqlite:///{folder / 'other.db'}")
    plan = plan_import(other.snapshot(), "labels.csv", labels, today=TODAY)
    run_import(other, actor, plan)
    frame = other.refresh().frames[table]
    taken = sorted(zip(frame[LINE].fillna("").tolist(), frame[CODE].astype(object).fillna("").tolist(), strict=True))
    other.close()
    return {
        "problems": [str(problem) for problem in plan.problems],
        "heading": code_names.decode("utf-8-sig").splitlines()[0].split(","),
        "labels": labels.decode("utf-8-sig").splitlines()[0].split(";"),
        "imported": taken,
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
