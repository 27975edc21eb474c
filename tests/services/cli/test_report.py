from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.cli.conftest import Run, Write
from tests.support.flatfiles import csv_bytes

ENDINGS = {"docx": b"PK", "pptx": b"PK", "xlsx": b"PK", "pdf": b"%PDF"}


@pytest.fixture
def filled(run: Run, file: Write) -> None:
    rows = csv_bytes({"reaction": "A-1", "received_on": "2022-05-01"}, {"reaction": "B-1", "received_on": "2021-05-01"})
    assert run("import", file("in.csv", rows)).status == 0


@pytest.mark.usefixtures("filled")
def test_report_writes_the_four_files_and_replaces_none_unasked(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "bericht"
    said = run("report", "--year", 2022, "--out", folder)
    assert (said.status, said.err) == (0, [])
    paths = [folder / f"KRM-Bericht-2022.{ending}" for ending in ENDINGS]
    assert said.out == [str(path) for path in paths]
    assert [path.read_bytes().startswith(ENDINGS[path.suffix[1:]]) for path in paths] == [True] * 4

    before = paths[0].read_bytes()
    again = run("report", "--year", 2022, "--out", folder)
    assert again.status == 1
    assert again.err == [
        f"{paths[0]} gibt es schon. Wählen Sie einen anderen Ordner, oder ersetzen Sie die Datei mit --force."
    ]
    assert run("report", "--year", 2022, "--out", folder, "--force").status == 0
    assert paths[0].read_bytes() == before, "the same report gives the same bytes"


@pytest.mark.usefixtures("filled")
def test_report_says_what_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    said = run("report", "--year", 2022, "--out", tmp_path / "datei")
    assert said.status == 1
    assert said.err[0].startswith(f"Die Datei {tmp_path / 'datei'} kann nicht geschrieben werden")


def test_report_of_a_wrong_year_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    assert run("report", "--year", "22", "--out", tmp_path).status == 2
