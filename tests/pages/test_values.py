"""What people type survives as they typed it: form, store, another process, files, and the cells of a sheet."""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pages.ui import loaders
from services import starting
from services.flatfile.workbook import read_rows
from services.people import tryout_visitor
from services.register.base import Register, new_id
from services.register.sheet.layout import letters, tabs
from tests.support.apptest import click, errors, held, on_both_stores, open_page, put, texts
from tests.support.cases import TODAY, record
from tests.support.portal import ROOT
from tests.support.sheets import ACCOUNT, SheetPlace

FORM = "cases.new"
TAB = "Reaktionen"
SUBJECT = letters(tabs()["reactions"].names.index("subject"))
RECEIVED = letters(tabs()["reactions"].names.index("received_on"))
ALPHABET = "abcdefghijklmnopqrstuvwxyzäöüß0123456789 \n😀"
LONG = "".join(random.Random(2026).choices(ALPHABET, k=20_000))  # that can hardly be compressed

TYPED = {
    "leading zero": "01234",
    "decimal comma": "1,5",
    "formula": "=1+1",
    "apostrophe": "'x",
    "day": "31.12.2022",
    "no day": "2022-02-30",
    "umlauts": "Öffnungszeiten für Łódź – „ß“",
    "emoji": "😀👩‍👩‍👧 𝄞",
    "truth": "WAHR",
    "percent": "5 %",
    "blanks": "  vorn und hinten  ",
}
TEXTS = {**TYPED, "lines": "Zeile 1\n\n\tZeile 2\n=1+1", "long": LONG}
NO_TEXT = "steht eine Zahl, ein Datum oder eine Formel, kein Text"


def exported(path: Path) -> list[dict[str, Any]]:
    """Let another process read the register and write it into a file; return the file's rows."""
    command = [sys.executable, "-m", "services", "export", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, timeout=120, text=True)
    assert done.returncode == 0, done.stderr
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    (_, headings), *rows = read_rows(path.name, path.read_bytes())[0]
    return [dict(zip(map(str, headings), [*row, *[""] * len(headings)], strict=False)) for _, row in rows]


def as_csv(text: str) -> str:
    """Return a text as the CSV file has it: with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(("=", "'=")) else text


def shown(place: SheetPlace, tab: str = TAB) -> list[dict[str, str]]:
    """Return what people see in a tab, row by row."""
    sheet = place.emulator.client(ACCOUNT).open_by_key(place.spreadsheet_id).worksheet(tab)
    codes, _, *rows = sheet.get_values()
    return [dict(zip(codes, row, strict=False)) for row in rows]


@on_both_stores
def test_what_was_typed_into_the_form_survives_everywhere(
    request: pytest.FixtureRequest, started: Register, tmp_path: Path
) -> None:
    at = open_page("cases/new")
    for name, text in TEXTS.items():
        at.switch_page("pages/cases/new.py")
        at.query_params = {}
        at.run()
        values = {"channel": "email", "kind.1": "complaint", "text": text, "subject": TYPED.get(name)}
        for field, value in values.items():
            at.get_by_key(f"{FORM}.{field}").set_value(value)  # type: ignore[attr-defined]  # a widget
        click(at, f"{FORM}.save")
        assert errors(at) == [], name
    kept = {name: (TYPED.get(name), text) for name, text in TEXTS.items()}

    rows = started.refresh().frames["reactions"].sort_values("number")
    read = [
        (one if isinstance(one, str) else None, two) for one, two in zip(rows["subject"], rows["text"], strict=True)
    ]
    assert dict(zip(TEXTS, read, strict=True)) == kept

    in_csv = exported(tmp_path / "alles.csv")
    assert [(row["subject"], row["text"]) for row in in_csv] == [
        (as_csv(one or ""), as_csv(two)) for one, two in kept.values()
    ]
    in_xlsx = exported(tmp_path / "alles.xlsx")
    assert [(row["subject"], row["text"]) for row in in_xlsx] == [(one or "", two) for one, two in kept.values()]

    for name, number in zip(TEXTS, rows["number"], strict=True):
        at.switch_page("pages/cases/case.py")
        at.query_params = {"number": str(number)}
        at = click(at.run(), "cases.case.edit")
        assert (held(at, "cases.case.subject"), held(at, "cases.case.text")) == (TYPED.get(name, ""), TEXTS[name])

    if "sheet" not in request.node.name:
        return
    place: SheetPlace = request.getfixturevalue("place")
    seen = sorted(shown(place), key=lambda row: row["number"])
    assert [row.get("subject", "") for row in seen] == [one or "" for one, _ in kept.values()]
    everything = "\n".join(str(cell) for rows in place.cells().values() for row in rows for cell in row)
    assert [name for name in ("lines", "long") if TEXTS[name][:40] in everything] == []


@on_both_stores
def test_an_empty_text_is_nothing(started: Register) -> None:
    case = record(started, subject="Weg damit", text="Auch das")
    at = click(open_page("cases/case", number=case.number), "cases.case.edit")
    click(put(at, "cases.case", subject="", text=""), "cases.case.save")
    row = started.refresh().row("reactions", case.id)
    assert (row["subject"], row["text"]) == (None, None)


def test_a_text_that_is_too_long_is_refused_with_a_sentence_and_stays(started: Register) -> None:
    at = put(open_page("cases/new"), FORM, channel="email", kind__1="complaint", text=LONG + "!")
    click(at, f"{FORM}.save")
    assert any("fasst höchstens 20000 Zeichen, hier sind es 20001" in said for said in errors(at))
    assert held(at, f"{FORM}.text") == LONG + "!"
    assert started.refresh().frames["reactions"].empty


def test_a_day_that_does_not_exist_is_refused_with_a_sentence(started: Register) -> None:
    file = b"received_on;channel;kind\n2022-02-30;email;complaint\n"
    at = open_page("admin/import_file", "krm_officer")
    at = at.file_uploader(key="admin.import.file").set_value(("tage.csv", file, "text/csv")).run()
    said = " ".join(str(cell) for cell in at.table[0].value.to_numpy().ravel()).replace("\\", "")
    assert "„2022-02-30“ ist kein Datum" in said
    assert started.refresh().frames["reactions"].empty


# ---- typed by a person in the sheet


@pytest.fixture
def register(place: SheetPlace) -> Register:
    """The portal's own hold on a sheet with one case."""
    register = loaders.register()
    starting.start_empty(register, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    record(register, subject="Vorher")
    return register


@pytest.fixture
def type_in(place: SheetPlace, register: Register) -> Callable[[str, str], None]:
    def type_one(column: str, text: str) -> None:
        cells = f"{TAB}!{column}3"
        place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=cells, values=[[text]])
        register.refresh()

    return type_one


def of_case(register: Register, name: str) -> Any:
    snapshot = register.snapshot()
    return snapshot.row("reactions", snapshot.find_reaction_id("KR-2026-0001") or "")[name]


@pytest.mark.parametrize("name", [name for name in TYPED if name != "formula"])
def test_what_a_person_types_in_the_sheet_is_text_as_it_stands_there(
    place: SheetPlace, register: Register, type_in: Callable[[str, str], None], name: str
) -> None:
    type_in(SUBJECT, TYPED[name])

    assert register.snapshot().issues == ()
    assert of_case(register, "subject") == TYPED[name]
    (row,) = shown(place)
    assert row["subject"] == TYPED[name]


def test_a_formula_is_asked_about_and_left_alone(
    place: SheetPlace, register: Register, type_in: Callable[[str, str], None]
) -> None:
    type_in(SUBJECT, "=1+1")

    assert of_case(register, "subject") == "Vorher"
    at = open_page("cases/issues", "krm_officer")
    assert NO_TEXT in texts(at)
    assert f"Zelle {TAB}\\!{SUBJECT}3" in texts(at)
    (row,) = shown(place)
    assert row["subject"] == "2"  # as Google calculates it

    type_in(SUBJECT, "zwei")

    assert register.snapshot().issues == ()
    assert of_case(register, "subject") == "zwei"


@pytest.mark.parametrize("text", ["01234", "1,5", "31.12.2022", "WAHR"])
def test_a_number_where_the_text_format_was_lost_is_asked_about(
    place: SheetPlace, register: Register, type_in: Callable[[str, str], None], text: str
) -> None:
    cell = {
        "sheetId": tabs()["reactions"].sheet_id,
        "startRowIndex": 2,
        "endRowIndex": 3,
        "startColumnIndex": tabs()["reactions"].names.index("subject"),
        "endColumnIndex": tabs()["reactions"].names.index("subject") + 1,
    }
    lost = {"repeatCell": {"range": cell, "cell": {}, "fields": "userEnteredFormat.numberFormat"}}
    place.emulator.act("batch", spreadsheet=place.spreadsheet_id, requests=[lost])

    type_in(SUBJECT, text)

    assert of_case(register, "subject") == "Vorher"
    assert NO_TEXT in texts(open_page("cases/issues", "krm_officer"))

    type_in(SUBJECT, f"'{text}")

    assert register.snapshot().issues == ()
    assert of_case(register, "subject") == text


@pytest.mark.parametrize(("text", "day"), [("31.12.2022", "2022-12-31"), ("2022-12-31", "2022-12-31")])
def test_a_day_typed_in_the_sheet_is_that_day(
    place: SheetPlace, register: Register, type_in: Callable[[str, str], None], text: str, day: str
) -> None:
    type_in(RECEIVED, text)

    assert register.snapshot().issues == ()
    assert str(of_case(register, "received_on")) == day
    (row,) = shown(place)
    assert row["received_on"] == "31.12.2022"


def test_a_day_that_does_not_exist_typed_in_the_sheet_is_named(
    register: Register, type_in: Callable[[str, str], None]
) -> None:
    before = of_case(register, "received_on")

    type_in(RECEIVED, "2022-02-30")

    assert of_case(register, "received_on") == before
    at = open_page("cases/issues", "krm_officer")
    assert "„2022-02-30“ ist kein Datum für „Eingegangen am“" in texts(at).replace("\\", "")


def test_a_subject_cleared_in_the_sheet_is_nothing(register: Register, type_in: Callable[[str, str], None]) -> None:
    type_in(SUBJECT, "")
    assert register.snapshot().issues == ()
    assert of_case(register, "subject") is None
