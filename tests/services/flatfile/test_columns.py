from __future__ import annotations

from dataclasses import replace

import pytest

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.words import Words
from services.flatfile import columns, find_column, read_flat_file
from services.flatfile.columns import CONTRACT
from tests.support.flatfiles import cells_of, csv_bytes, raw_csv, rejection_lines, xlsx_bytes

ROW = ["2022-03-01", "email", "praise"]


def test_columns_begin_with_the_contract_and_hold_every_field_that_people_fill_in() -> None:
    names = [column.name for column in columns()]
    assert tuple(names[: len(CONTRACT)]) == CONTRACT
    assert len(set(names)) == len(names)
    assert set(names) == {
        field.flat
        for table in ("reactions", "concerns")
        for field in TABLES[table].fields
        if not field.system or field.name in ("number", "rank")
    }


def test_columns_have_a_column_for_a_field_declared_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Field("mood", FieldType.LINE, Words("Stimmung", "Mood"), section="matter")
    table = TABLES["reactions"]
    monkeypatch.setitem(TABLES, "reactions", replace(table, fields=(*table.fields, added)))
    assert [column.name for column in columns() if column.table == "reactions"][-1] == "mood"
    file = read_flat_file("a.csv", csv_bytes({" STIMMUNG ": "heiter"}))
    assert cells_of(file)[0]["mood"] == "heiter"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("received_on", "received_on"),
        ("Received on", "received_on"),
        ("  EINGEGANGEN   AM ", "received_on"),
        ("Nummer", "reaction"),
        ("number", "reaction"),
        ("Kundennummer", "customer_ref"),
        ("Zusta\u0308ndiges Team", "unit"),
        ("Behandelt als", "complaint_type"),
        ("Farbe", None),
    ],
)
def test_find_column_knows_code_names_and_labels(heading: str, name: str | None) -> None:
    column = find_column(heading)
    assert (column.name if column else None) == name


@pytest.mark.parametrize("labels", ["de", "en"])
def test_find_column_leads_from_every_label_back_to_its_column(labels: str) -> None:
    assert [column.name for column in columns() if find_column(column.heading(labels)) != column] == []


@pytest.mark.parametrize(
    ("heading", "row", "said"),
    [
        (
            ["Eingegangen am", "channel", "kind", "received_on"],
            [*ROW, "2022-03-01"],
            [
                "a.csv, Zeile 1, Spalte „received_on“: Die Spalte „received_on“ ist doppelt vorhanden "
                "(„Eingegangen am“ und „received_on“). Bitte behalten Sie eine davon."
            ],
        ),
        (
            ["received_on", "channel", "kind", "subjekt"],
            [*ROW, "x"],
            [
                "a.csv, Zeile 1, Spalte „subjekt“: Die Spalte „subjekt“ ist nicht bekannt. Ist „subject“ gemeint? "
                "Bitte benennen Sie die Spalte um oder entfernen Sie sie."
            ],
        ),
        (
            ["received_on", "channel", "kind", "Schuhgröße"],
            [*ROW, ""],
            [
                "a.csv, Zeile 1, Spalte „Schuhgröße“: Die Spalte „Schuhgröße“ ist nicht bekannt. "
                "Bitte benennen Sie die Spalte um oder entfernen Sie sie."
            ],
        ),
        (
            ["received_on", "Art"],
            ["2022-03-01", "Lob"],
            ["a.csv, Zeile 1, Spalte „channel“: Die Spalte „channel“ (Eingangsweg) fehlt. Bitte ergänzen Sie sie."],
        ),
        (
            ["received_on", "channel", "kind", ""],
            [*ROW, "x"],
            [
                "a.csv, Zeile 1: Spalte 4 enthält Werte, hat aber keine Überschrift. "
                "Bitte benennen Sie die Spalte oder entfernen Sie sie."
            ],
        ),
        (
            ["Bericht 2022", ""],
            ["Seite", "1"],
            [
                "a.csv, Zeile 1, Wert „Bericht 2022“: Keine der Spalten ist bekannt. "
                "Die erste Zeile muss sie benennen: received_on, channel, kind …"
            ],
        ),
    ],
)
def test_read_flat_file_names_what_is_wrong_with_the_columns(
    heading: list[str], row: list[str], said: list[str]
) -> None:
    assert rejection_lines(raw_csv([heading, row]), "a.csv") == said
    assert rejection_lines(xlsx_bytes(heading, row), "a.xlsx") == [line.replace("a.csv", "a.xlsx") for line in said]


def test_read_flat_file_lets_an_empty_column_without_heading_pass() -> None:
    file = read_flat_file(
        "a.csv", raw_csv([["received_on", "", "channel", "kind", ""], ["1.3.2022", " ", "a", "b", ""]])
    )
    assert cells_of(file) == [{"received_on": "1.3.2022", "channel": "a", "kind": "b"}]


def test_read_flat_file_numbers_rows_as_a_spreadsheet_does() -> None:
    data = raw_csv([[], ["received_on", "channel", "kind", "text"], [*ROW, "a\nb\r\nc"], ["", "", "", ""], [*ROW, "d"]])
    file = read_flat_file("a.csv", data)
    assert [(line.row, line.cells[3]) for line in file.lines] == [(3, "a\nb\r\nc"), (5, "d")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            b"2022-03-01,email",
            "a.csv, Zeile 3: Die Zeile hat 2 Zellen, die Kopfzeile 3. Bitte ergänzen Sie die fehlenden Trennzeichen.",
        ),
        (
            b"2022-03-01,email,praise,more",
            "a.csv, Zeile 3: Die Zeile hat 4 Zellen, die Kopfzeile 3. "
            "Eine Zelle, die das Trennzeichen enthält, muss in Anführungszeichen stehen.",
        ),
    ],
)
def test_read_flat_file_names_ragged_rows(row: bytes, said: str) -> None:
    good = b"2022-03-01,email,praise,,\r\n"  # empty cells behind the last column do no harm
    file = read_flat_file("a.csv", b"received_on,channel,kind\r\n" + good + row + b"\r\n" + good)
    assert [problem.line("de") for problem in file.problems] == [said]


@pytest.mark.parametrize("row", [b'"2022-03-01,email,praise', b'"2022" x,email,praise'])
def test_read_flat_file_names_a_row_whose_quotation_marks_do_not_pair_up(row: bytes) -> None:
    assert rejection_lines(b"received_on,channel,kind\r\n1.3.2022,email,praise\r\n" + row, "a.csv") == [
        "a.csv, Zeile 3: In dieser Zeile gehen die Anführungszeichen nicht auf. "
        "Ein Anführungszeichen in einer Zelle wird verdoppelt, und die Zelle steht in Anführungszeichen."
    ]
