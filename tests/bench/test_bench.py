"""The bench runs on small registers: what it prints is looked at, how quick it was is not."""

import json
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.pages import PAGES
from bench.sheet_report import GLANCE, LOAD, LOOK, REFRESH, SAVE_CHANGE, SAVE_NEW


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("registers")


def assert_is_memory(in_mb: dict[str, float]) -> None:
    """Check what a process held: a machine short of memory takes some back, and the kernel rounds the peak."""
    peak = in_mb.pop("peak")
    assert {"before", "after"} <= in_mb.keys()
    assert min(in_mb.values()) > 0
    assert max(in_mb.values()) < peak + 1


def test_pages_measures_each_page_at_every_size_and_keeps_its_word(
    registers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, page = tmp_path / "pages.json", tmp_path / "benchmarks.md"

    chosen = [*PAGES][:3]  # every page is opened elsewhere; what is looked at here is how they are measured
    sizes = ["--sizes", "50,100", "--rounds", "1", "--registers", str(registers), "--pages", ",".join(chosen)]
    status = main(["pages", *sizes, "--json", str(figures), "--write", str(page)])

    assert status == 0
    data = json.loads(figures.read_text())
    assert list(data["figures"]["pages"]) == chosen
    for by_size in data["figures"]["pages"].values():
        assert list(by_size) == ["50", "100"]
        for measured in by_size.values():
            assert len(measured["reruns_ms"]) == 1
            assert measured["after_save_ms"] > 0
            assert 0 < measured["script_ms"] < measured["rerun_ms"]
    for name in ("bare", "bare_not_collecting"):
        assert 0 < data["figures"][name]["script_ms"] < data["figures"][name]["rerun_ms"]
    assert [budget["limit"] for budget in data["budgets"]] == [3.0, 1.5] * len(chosen)
    shown = capsys.readouterr().out
    assert all(f"{name}: 50 reactions, times the bare page" in shown for name in chosen)
    assert str(tmp_path) not in page.read_text()


def test_load_reads_the_register_and_the_same_rows_as_json(registers: Path, tmp_path: Path) -> None:
    figures = tmp_path / "load.json"

    status = main(["load", "--size", "50", "--rounds", "2", "--registers", str(registers), "--json", str(figures)])

    assert status == 0
    data = json.loads(figures.read_text())
    assert data["figures"]["rows"]["reactions"] == 50
    assert data["figures"]["rows"]["concerns"] >= 50
    assert len(data["figures"]["snapshot_s"]) == len(data["figures"]["json_loads_s"]) == 2
    assert data["figures"]["cpu_ratio"] > 0
    assert_is_memory(data["figures"]["memory_mb"])


def test_sheet_counts_what_the_register_asks_of_google_beside_plain_gspread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, page = tmp_path / "sheet.json", tmp_path / "benchmarks.md"

    sizes = ["--sizes", "5,15", "--rounds", "1", "--minute", "0.2", "--pace", "0.05"]
    status = main(["sheet", *sizes, "--json", str(figures), "--write", str(page)])

    assert status == 0
    data = json.loads(figures.read_text())
    by_size = data["figures"]["sizes"]
    assert {size: measured["rows"]["reactions"] for size, measured in by_size.items()} == {"5": 5, "15": 15}
    for measured in by_size.values():
        efforts, plain = measured["efforts"], measured["plain"]
        assert efforts.keys() == plain.keys() == {SAVE_NEW, SAVE_CHANGE, REFRESH, GLANCE, LOOK, LOAD}
        asked = {name: (effort["asked"]["reads"], effort["asked"]["writes"]) for name, effort in efforts.items()}
        assert asked[SAVE_NEW] == asked[SAVE_CHANGE] == (2, 1)
        assert (asked[REFRESH], asked[GLANCE], asked[LOOK], asked[LOAD]) == ((2, 0), (1, 0), (1, 0), (4, 0))
        usual = {name: (effort["asked"]["reads"], effort["asked"]["writes"]) for name, effort in plain.items()}
        assert (usual[SAVE_NEW], usual[SAVE_CHANGE]) == ((1, 2), (1, 1))
        assert usual[REFRESH] == usual[LOOK] == (2, 0)
        assert measured["idle"].keys() == {"1", "100"}
        assert (len(measured["portal_shown_s"]), len(measured["hand_shown_s"])) == (3, 2)
        assert_is_memory(measured["memory_mb"])
    growths = [budget for budget in data["budgets"] if "times 5" in budget["name"]]
    assert [budget["limit"] for budget in growths] == [1.1, 1.1, 1.1, 1.5]
    assert all(budget["within"] for budget in growths[:3])
    shown = capsys.readouterr().out
    assert "gspread: requests" in shown
    assert "BEGIN PRIVATE KEY" not in shown + page.read_text() + figures.read_text()


def test_write_replaces_its_own_part_of_the_page_and_leaves_the_rest(registers: Path, tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nWords of our own.\n")
    command = ["load", "--size", "50", "--rounds", "1", "--registers", str(registers), "--write", str(page)]

    main(command)
    page.write_text(page.read_text() + "\nMore of our own.\n")
    main(command)

    text = page.read_text()
    assert text.startswith("# Benchmarks\n\nWords of our own.\n")
    assert text.endswith("\nMore of our own.\n")
    assert text.count("## A cold snapshot of 50 reactions") == 1


def test_pages_refuses_a_page_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["pages", "--pages", "today,nowhere"])
    assert "no such page: nowhere" in capsys.readouterr().err


def test_procedure_tries_sequences_of_steps_and_counts_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "procedure.json"

    status = main(["procedure", "--examples", "2", "--json", str(figures)])

    assert status == 0
    data = json.loads(figures.read_text())
    assert data["figures"]["taken"]["record"] > 0
    assert [budget["within"] for budget in data["budgets"]] == [True]
    assert "sequences that lead out of the procedure  within budget" in capsys.readouterr().out


def test_annual_makes_the_four_files_step_by_step(registers: Path, tmp_path: Path) -> None:
    figures = tmp_path / "annual.json"

    status = main(["annual", "--size", "50", "--rounds", "1", "--registers", str(registers), "--json", str(figures)])

    assert status == 0
    data = json.loads(figures.read_text())["figures"]
    assert set(data["bytes"]) == {"DOCX", "PPTX", "XLSX", "PDF"}
    assert set(data["seconds"]) == {*data["bytes"], "report", "pictures for Word", "pictures for PDF"}
    assert all(len(rounds) == 1 for rounds in data["seconds"].values())
