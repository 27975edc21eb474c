from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.cli.conftest import Run, Write
from tests.support.flatfiles import csv_bytes

GOOD = csv_bytes({"reaction": "A-1", "unit": "Team 1"}, {"reaction": "A-1", "unit": "Team 1", "kind": "praise"}, {})
MIXED = csv_bytes({"reaction": "A-1"}, {"reaction": "B-1", "kind": ""})
MISSING_KIND = "daten.csv, Zeile 3, Spalte „kind“: „Art“ fehlt. Bitte ausfüllen."


def test_import_stores_a_file_and_says_what_it_did(run: Run, file: Write, tmp_path: Path) -> None:
    assert run("import", file("daten.csv", GOOD)) == (
        0,
        [
            "daten.csv: Zeilen 3. Reaktionen: neu 2, geändert 0, bekannt 0, abgelehnt 0.",
            "Neu in der Liste „Team“: Team 1 (team_1)",
            f"Gespeichert in {tmp_path / 'register.db'}: Reaktionen neu 2, geändert 0.",
        ],
        [],
    )


def test_import_of_the_same_file_twice_changes_nothing(run: Run, file: Write) -> None:
    path = file("daten.csv", GOOD)
    run("import", path)
    before = run("export").out
    again = run("import", path)
    assert (again.status, again.out[0]) == (
        0,
        "daten.csv: Zeilen 3. Reaktionen: neu 0, geändert 0, bekannt 2, abgelehnt 0.",
    )
    assert run("export").out == before


def test_import_takes_nothing_where_one_row_is_wrong(run: Run, file: Write) -> None:
    assert run("import", file("daten.csv", MIXED)) == (
        1,
        ["daten.csv: Zeilen 2. Reaktionen: neu 1, geändert 0, bekannt 0, abgelehnt 1."],
        [
            MISSING_KIND,
            "Es wurde nichts importiert. Bitte beheben Sie die Probleme oder übernehmen Sie mit --good-rows die "
            "fehlerfreien Reaktionen.",
        ],
    )
    assert len(run("export").out) == 1


def test_import_takes_the_good_rows_where_asked(run: Run, file: Write, tmp_path: Path) -> None:
    said = run("import", file("daten.csv", MIXED), "--good-rows")
    assert (said.status, said.err) == (0, [MISSING_KIND])
    assert said.out[-1] == f"Gespeichert in {tmp_path / 'register.db'}: Reaktionen neu 1, geändert 0."
    assert [line[:4] for line in run("export").out] == ["reac", "A-1,"]


def test_import_refuses_a_file_without_a_good_row_even_then(run: Run, file: Write) -> None:
    said = run("import", file("daten.csv", csv_bytes({"kind": ""})), "--good-rows")
    assert (said.status, said.err[-1]) == (1, "Es wurde nichts importiert.")


@pytest.mark.parametrize(("data", "status"), [(GOOD, 0), (MIXED, 1)])
def test_import_stores_nothing_in_a_dry_run(run: Run, file: Write, tmp_path: Path, data: bytes, status: int) -> None:
    said = run("import", file("daten.csv", data), "--dry-run")
    assert said.status == status
    assert said.out[-1] == "Probelauf: Es wurde nichts gespeichert."
    assert said.err == ([] if status == 0 else [MISSING_KIND])
    assert not (tmp_path / "register.db").exists()


def test_import_refuses_other_content_unless_it_is_to_change_it(run: Run, file: Write) -> None:
    run("import", file("daten.csv", csv_bytes({"reaction": "A-1", "subject": "x"})))
    other = file("neu.csv", csv_bytes({"reaction": "A-1", "subject": "y"}))
    assert run("import", other).err[0] == (
        "neu.csv, Zeile 2, Spalte „subject“, Wert „y“: Die Reaktion A-1 steht mit anderem Inhalt im Register "
        "(subject). Geben Sie an, dass bekannte Reaktionen geändert werden sollen "
        "(Häkchen setzen; auf der Kommandozeile „--update“), oder nehmen Sie sie aus der Datei."
    )
    said = run("import", other, "--update")
    assert (said.status, said.out[0]) == (
        0,
        "neu.csv: Zeilen 1. Reaktionen: neu 0, geändert 1, bekannt 0, abgelehnt 0.",
    )


def test_import_says_that_the_file_has_fewer_concerns(run: Run, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", file("daten.csv", GOOD))
    fewer = file("neu.csv", csv_bytes({"reaction": "A-1", "unit": ""}))
    assert "steht mit anderem Inhalt im Register (unit, weniger Anliegen)." in run("import", fewer).err[0]
    monkeypatch.setenv("RESONANZ_LANG", "en")
    assert "is in the register with other content (unit, fewer concerns)." in run("import", fewer).err[0]


def test_import_says_what_it_noticed_of_the_file(run: Run, file: Write) -> None:
    said = run("import", file("daten.csv", csv_bytes({"subject": "Höhe"}, encoding="cp1252")))
    assert said.status == 0
    assert said.out[0] == (
        "daten.csv: Die Datei ist in Windows-1252 geschrieben, nicht in UTF-8, und wurde so gelesen. "
        "Bitte prüfen Sie, ob die Umlaute stimmen."
    )


def test_import_refuses_a_file_that_is_none(run: Run, file: Write, tmp_path: Path) -> None:
    assert run("import", file("daten.csv", b"")) == (
        1,
        [],
        [
            "daten.csv: Die Datei ist leer. Bitte wählen Sie eine Datei mit Kopfzeile und Daten.",
            "Es wurde nichts importiert.",
        ],
    )
    missing = tmp_path / "weg.csv"
    assert run("import", missing) == (1, [], [f"Es gibt keine Datei {missing}. Bitte prüfen Sie den Namen."])
    assert run("import", tmp_path).status == 1


def test_import_speaks_english_where_asked(run: Run, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    assert run("import", file("daten.csv", MIXED)).err == [
        "daten.csv, row 3, column “kind”: “Kind” is missing. Please fill it in.",
        "Nothing was imported. Please correct the problems, or take the good rows with --good-rows.",
    ]
