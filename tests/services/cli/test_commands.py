from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from services.cli.console import Console
from services.cli.figures import aligned
from services.cli.main import COMMANDS, main
from tests.services.cli.conftest import Run, Write
from tests.support.flatfiles import csv_bytes

ROWS = csv_bytes(
    {"reaction": "A-1"},
    {"reaction": "A-1", "kind": "praise"},
    {"reaction": "B-1", "received_on": "2021-05-01"},
    {"reaction": "C-1", "received_on": "2021-05-02"},
    {"reaction": "D-1", "received_on": "2021-05-02"},
)


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_in_german(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: python -m services {command}")
    assert ("das Register: sqlite:///" in " ".join(said.split())) == (command != "copy"), "copy names two registers"
    assert ("--register" in said) == (command != "copy")


def test_main_shows_help_where_no_command_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr().out
    assert [command.name for command in COMMANDS if command.name not in said] == []


@pytest.mark.parametrize(
    "call",
    [
        ["fly"],
        ["import"],
        ["figures"],
        ["figures", "--year", "MMXXII"],
        ["figures", "--year", "2022", "--period", "2022-Q1"],
        ["import", "a.csv", "--all"],
        ["demo", "--seed", "x"],
    ],
)
def test_main_refuses_a_wrong_call(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["figures", "--year", "1789"], "argument --year: invalid year value: '1789'"),
        (["demo", "--reactions", "0"], "argument --reactions: invalid count value: '0'"),
    ],
)
def test_main_names_what_is_wrong_in_words(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == 2
    assert capsys.readouterr().err.rstrip().endswith(said)


def test_main_takes_the_register_before_and_behind_the_command(
    url: str, file: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(file("daten.csv", ROWS))
    assert main(["--register", url, "import", path]) == 0
    assert main(["import", path, "--register", url]) == 0
    assert "bekannt 4" in capsys.readouterr().out


def test_main_takes_the_register_from_the_environment(
    url: str, file: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RESONANZ_REGISTER", url)
    assert main(["import", str(file("daten.csv", ROWS))]) == 0
    assert (tmp_path / "register.db").exists()


@pytest.mark.parametrize("command", ["export", "figures", "backup"])
def test_commands_that_read_make_no_register(run: Run, tmp_path: Path, command: str) -> None:
    said = run(command, *(["--year", "2022"] if command == "figures" else []))
    assert (said.status, said.out, len(said.err)) == (1, [], 1)
    assert not (tmp_path / "register.db").exists()


def test_commands_say_plainly_what_is_wrong_with_a_register(run: Run, file: Write, tmp_path: Path) -> None:
    file("register.db", b"no database at all, whatever its ending says")
    said = run("figures", "--year", "2022")
    assert (said.status, len(said.err)) == (1, 1)
    assert str(tmp_path / "register.db") in said.err[0]
    assert "Traceback" not in said.err[0]


def test_figures_prints_json_for_programs(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    said = run("figures", "--year", "2022", "--json")
    figures = {row["figure"]: row for row in json.loads("\n".join(said.out))}
    assert said.status == 0
    assert figures["reactions.total"] == {
        "figure": "reactions.total",
        "unit": "reactions",
        "period": "2022",
        "value": 1,
        "previous": 3,
        "change_percent": -66.7,
        "base": None,
        "share_percent": None,
    }


def test_figures_takes_any_period_comparison_area_and_team(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    everything = json.loads("\n".join(run("figures", "--period", "2022", "--json").out))
    assert everything == json.loads("\n".join(run("figures", "--year", "2022", "--json").out))
    heading, first, *_ = run("figures", "--period", "2022-q1", "--before", "2021-05-01/2022-02-28").out
    assert "01.05.2021 – 28.02.2022" in heading
    assert first.split()[2] == "2022-Q1"
    alone = json.loads("\n".join(run("figures", "--year", "2022", "--before", "none", "--json").out))
    assert {row["previous"] for row in alone} == {None}
    parts = run("figures", "--year", "2022", "--area", "hotline", "--unit", "none", "--json")
    assert json.loads("\n".join(parts.out))[0]["value"] == 0


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--period", "2022-Q5"], "„2022-Q5“ ist kein Zeitraum. Schreiben Sie 2022, 2022-Q1, 2022-03 oder"),
        (["--period", "2022-03-01/2022-01-01"], "„2022-03-01/2022-01-01“ endet vor seinem Anfang."),
        (["--year", "2022", "--before", "gestern"], "„gestern“ ist kein Zeitraum."),
        (["--year", "2022", "--area", "mond"], "Den Bereich „mond“ gibt es nicht. Bitte nennen Sie einen von diesen: "),
        (
            ["--year", "2022", "--unit", "mond"],
            "Das Team „mond“ gibt es nicht. Bitte nennen Sie eines von diesen: none",
        ),
    ],
)
def test_figures_says_what_is_wrong_and_what_to_do(run: Run, file: Write, flags: list[str], said: str) -> None:
    run("import", file("daten.csv", ROWS))
    refused = run("figures", *flags)
    assert (refused.status, refused.out, len(refused.err)) == (1, [], 1)
    assert said in refused.err[0]


def test_figures_says_what_does_not_hold_in_them(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    said = run("figures", "--year", "2022", "--check")

    assert (said.status, said.err) == (0, [])
    assert said.out
    assert all(line.startswith("Hinweis: ") for line in said.out)
    assert any(line.endswith(" (A-1)") for line in said.out)


def test_figures_keeps_its_json_when_it_is_checked(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    plain, checked = run("figures", "--year", "2022", "--json"), run("figures", "--year", "2022", "--json", "--check")

    assert (checked.status, checked.out, plain.err) == (0, plain.out, [])
    assert checked.err == run("figures", "--year", "2022", "--check").out


def test_figures_of_a_year_without_cases_keep_every_rule(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))

    assert run("figures", "--year", "1999", "--check").out == ["Die Kennzahlen von 1999 halten alle Regeln ein."]


def test_figures_prints_a_table_for_people(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    lines = run("figures", "--year", "2022").out
    assert lines[0].split() == ["Kennzahl", "Einheit", "Zeitraum", "Wert", "Vorjahr", "Änderung", "Basis", "Anteil"]
    assert lines[1].split() == ["reactions.total", "Reaktionen", "2022", "1", "3", "−66,7", "%", "–", "–"]
    assert lines[2].split() == ["concerns.total", "Anliegen", "2022", "2", "3", "−33,3", "%", "–", "–"]
    assert len({line.index("Reaktionen") for line in lines if "Reaktionen" in line}) == 1


def test_aligned_puts_text_left_and_numbers_right() -> None:
    assert aligned([["a", "1"], ["bcd", "22"]], left=1) == ["a     1", "bcd  22"]


def test_demo_fills_an_empty_register_only(run: Run, tmp_path: Path) -> None:
    said = run("demo", "--reactions", "30")
    assert (said.status, said.err, len(said.out)) == (0, [], 1)
    assert said.out[0].startswith(f"Gespeichert in {tmp_path / 'register.db'}: erdachte Reaktionen 30, Anliegen ")
    before = run("export").out
    assert run("demo", "--reactions", "30") == (
        1,
        [],
        [
            f"Das Register {tmp_path / 'register.db'} ist nicht leer. Das Beispiel wird nur in ein leeres Register "
            "geschrieben; wählen Sie mit --register ein anderes."
        ],
    )
    assert run("export").out == before


def test_export_writes_what_import_reads(run: Run, file: Write, tmp_path: Path) -> None:
    run("import", file("daten.csv", ROWS))
    for name in ("aus.csv", "aus.xlsx"):
        said = run("export", tmp_path / name)
        assert (said.status, said.out) == (0, [f"Reaktionen geschrieben nach {tmp_path / name}: 4."])
        assert run("import", tmp_path / name).out[0] == (
            f"{name}: Zeilen 5. Reaktionen: neu 0, geändert 0, bekannt 4, abgelehnt 0."
        )


def test_export_writes_over_no_file_unless_asked(run: Run, file: Write) -> None:
    path = file("daten.csv", ROWS)
    run("import", path)
    assert run("export", path) == (
        1,
        [],
        [f"{path} gibt es schon. Wählen Sie einen anderen Namen oder ersetzen Sie die Datei mit --force."],
    )
    assert path.read_bytes() == ROWS
    assert run("export", path, "--force").status == 0
    assert path.read_bytes() != ROWS


def test_export_chooses_a_year_and_speaks_german_where_asked(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    lines = run("export", "--year", "2021", "--labels", "de").out
    assert [line.split(";")[:3] for line in lines] == [
        ["\ufeffNummer", "Eingegangen am", "Eingangsweg"],
        ["B-1", "01.05.2021", "E-Mail"],
        ["C-1", "02.05.2021", "E-Mail"],
        ["D-1", "02.05.2021", "E-Mail"],
    ]


def test_backup_and_restore_bring_a_register_back(run: Run, file: Write, tmp_path: Path) -> None:
    run("import", file("daten.csv", ROWS))
    before = run("export").out
    copy = tmp_path / "kopie.db"
    assert run("backup", copy).out == [f"Kopie von {tmp_path / 'register.db'} geschrieben nach {copy}."]
    run("import", file("mehr.csv", csv_bytes({"reaction": "X"})))
    said = run("restore", copy)
    assert (said.status, said.out[0]) == (0, f"{tmp_path / 'register.db'} ist wieder auf dem Stand von {copy}.")
    assert run("export").out == before
    kept = Path(said.out[1].removeprefix("Was vorher dort lag, ist aufbewahrt in ").removesuffix("."))
    assert run("restore", kept).status == 0
    assert len(run("export").out) == len(before) + 1


def test_backup_finds_a_free_name_by_itself(run: Run, file: Write, tmp_path: Path) -> None:
    run("import", file("daten.csv", ROWS))
    folder = tmp_path / "register-copies"
    said = [run("backup").out[0].partition("nach ")[2] for _ in range(2)]
    assert said == [f"{folder / 'register-by-hand-2026-11-21.db'}.", f"{folder / 'register-by-hand-2026-11-21-2.db'}."]
    assert run("backup", folder / "register-by-hand-2026-11-21.db").status == 1


def test_restore_lists_the_copies_where_none_is_named(run: Run, file: Write, tmp_path: Path) -> None:
    run("import", file("daten.csv", ROWS))
    run("backup")
    said = run("restore")
    assert said.status == 2
    assert str(tmp_path / "register-copies" / "register-by-hand-2026-11-21.db") in said.out


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_copies_are_made_of_sqlite_registers_only(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "a.db", "--register", "postgresql://olga:secret@localhost/krm"]) == 1
    said = capsys.readouterr().err
    assert "pg_dump" in said
    assert "secret" not in said


def test_restore_brings_the_register_back_where_the_copy_is_of_a_newer_version(
    run: Run, file: Write, tmp_path: Path
) -> None:
    run("import", file("daten.csv", ROWS))
    before = run("export").out
    copy = tmp_path / "neuer.db"
    run("backup", copy)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE register_facts SET value = '999' WHERE name = 'schema_version'")
        connection.commit()
    assert run("restore", copy).status == 1
    assert run("export").out == before


def test_restore_leaves_the_register_where_the_copy_is_none(run: Run, file: Write) -> None:
    run("import", file("daten.csv", ROWS))
    before = run("export").out
    assert run("restore", file("falsch.db", b"nothing")).status == 1
    assert run("export").out == before


def test_console_writes_numbers_the_german_way() -> None:
    assert (Console("de").number(-1234.5), Console("en").number(-1234.5)) == ("−1.234,5", "−1,234.5")
    assert (Console("de").percent(18), Console("en").percent(-0.25)) == ("18,0 %", "−0.2%")
