from __future__ import annotations

import io
import zipfile

import pytest

from services.flatfile import read_flat_file
from tests.support.flatfiles import cells_of, csv_bytes, rejection_lines, xlsx_bytes

PLAIN = csv_bytes({"subject": "Höhe"})
WORKBOOK = xlsx_bytes(("received_on", "channel", "kind"), ("2022-03-01", "email", "praise"))


def zip_bytes(name: str = "brief.docx") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "Text")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "a.csv: Die Datei ist leer. Bitte wählen Sie eine Datei mit Kopfzeile und Daten."),
        ("a.csv", b"\r\n \r\n", "a.csv: Die Datei ist leer. Bitte wählen Sie eine Datei mit Kopfzeile und Daten."),
        ("a.csv", b";;;\r\n;;;\r\n", "a.csv: Die Datei ist leer. Bitte wählen Sie eine Datei mit Kopfzeile und Daten."),
        ("a.xlsx", b"", "a.xlsx: Die Datei ist leer. Bitte wählen Sie eine Datei mit Kopfzeile und Daten."),
        (
            "a.csv",
            b"received_on,channel,kind\r\n",
            "a.csv: Die Datei hat eine Kopfzeile, aber keine Daten. "
            "Bitte wählen Sie eine Datei mit mindestens einer Zeile darunter.",
        ),
        (
            "a.xlsx",
            PLAIN,
            "a.xlsx: Die Datei endet auf .xlsx, ist aber reiner Text. "
            "Bitte benennen Sie sie in .csv um oder speichern Sie sie als Excel-Arbeitsmappe (.xlsx).",
        ),
        (
            "a.xlsx",
            zip_bytes(),
            "a.xlsx: Die Datei ist keine Excel-Arbeitsmappe oder ist beschädigt. "
            "Bitte öffnen Sie sie in Excel und speichern Sie sie erneut als .xlsx.",
        ),
        (
            "a.xlsx",
            WORKBOOK[:-200],
            "a.xlsx: Die Datei ist keine Excel-Arbeitsmappe oder ist beschädigt. "
            "Bitte öffnen Sie sie in Excel und speichern Sie sie erneut als .xlsx.",
        ),
        (
            "a.xlsx",
            b"%PDF-1.7 ...",
            "a.xlsx: Die Datei endet auf .xlsx, ist aber keine Excel-Arbeitsmappe. "
            "Bitte öffnen Sie sie in Excel und speichern Sie sie als .xlsx.",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
            "a.xlsx: Die Datei endet auf .xlsx, ist aber eine alte oder mit Kennwort geschützte Excel-Datei. "
            "Bitte speichern Sie sie ohne Kennwort als Excel-Arbeitsmappe (.xlsx).",
        ),
        (
            "a.csv",
            WORKBOOK,
            "a.csv: Die Datei endet auf .csv, ist aber eine Excel-Arbeitsmappe. "
            "Bitte benennen Sie sie in .xlsx um oder speichern Sie sie als CSV.",
        ),
        (
            "A.CSV",
            b"%PDF-1.7 ...",
            "A.CSV: Die Datei endet auf .csv, enthält aber PDF-Daten und keinen Text. "
            "Bitte speichern Sie die Tabelle als CSV.",
        ),
        (
            "a.csv",
            zip_bytes(),
            "a.csv: Die Datei endet auf .csv, enthält aber ZIP-Daten und keinen Text. "
            "Bitte speichern Sie die Tabelle als CSV.",
        ),
        (
            "a.pdf",
            b"%PDF-1.7 ...",
            "a.pdf: Dateien mit der Endung „.pdf“ können nicht gelesen werden. "
            "Bitte speichern Sie die Datei als CSV (.csv) oder Excel-Arbeitsmappe (.xlsx).",
        ),
        (
            "a.csv",
            PLAIN.decode().encode("utf-16-le"),
            "a.csv: Die Datei ist kein Text, den das Portal lesen kann. "
            "Bitte speichern Sie sie als „CSV UTF-8“ und versuchen Sie es erneut.",
        ),
        (
            "a.csv",
            b"received_on,channel,kind\r\n\x81,email,praise",
            "a.csv: Die Datei kann nicht als Windows-1252 gelesen werden: Byte 27 gehört zu keinem Zeichen. "
            "Bitte speichern Sie sie als „CSV UTF-8“ und versuchen Sie es erneut.",
        ),
        (
            "a.csv",
            b"\xef\xbb\xbfreceived_on,channel,kind\r\n\xfc,email,praise",
            "a.csv: Die Datei kann nicht als UTF-8 gelesen werden: Byte 27 gehört zu keinem Zeichen. "
            "Bitte speichern Sie sie als „CSV UTF-8“ und versuchen Sie es erneut.",
        ),
    ],
)
def test_read_flat_file_says_what_the_file_is_instead(name: str, data: bytes, said: str) -> None:
    assert rejection_lines(data, name) == [said]


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["Die Datei ist in UTF-16 geschrieben und wurde so gelesen."]),
        (
            "cp1252",
            [
                "Die Datei ist in Windows-1252 geschrieben, nicht in UTF-8, und wurde so gelesen. "
                "Bitte prüfen Sie, ob die Umlaute stimmen."
            ],
        ),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_read_flat_file_reads_the_usual_encodings_and_separators(
    encoding: str, notes: list[str], separator: str
) -> None:
    file = read_flat_file("a.csv", csv_bytes({"subject": "Größe, Maß; Übel"}, separator=separator, encoding=encoding))
    assert [note.message("de") for note in file.notes] == notes
    assert cells_of(file) == [
        {"received_on": "2022-03-01", "channel": "email", "kind": "complaint", "subject": "Größe, Maß; Übel"}
    ]


def test_read_flat_file_reads_the_separator_that_excel_names() -> None:
    file = read_flat_file("a.csv", b"sep=;\r\nreceived_on;channel;kind\r\n1.3.2022;email;praise\r\n")
    assert [(line.row, line.cells) for line in file.lines] == [(3, ("1.3.2022", "email", "praise"))]
