"""The measurements for a real sheet run whole on the emulated one, where it is known what they should find."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench import live_sheet
from bench.live_cells import TOO_LONG, VALUES
from bench.live_place import PREFIX, SHEET_IDS, TITLES
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.batches import fence_of
from services.register.sheet.client import SheetClient
from services.register.sheet.layout import tabs
from services.register.sheet.views import View
from tests.sheets.running import emulated
from tests.support.sheets import SheetPlace

ROUNDS = 12
TABS_MADE = 1  # writes before the first round


@pytest.fixture
def place() -> Iterator[SheetPlace]:
    with emulated() as emulator:
        yield SheetPlace.made(emulator)


@pytest.fixture
def arguments(place: SheetPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("RESONANZ_SHEETS_ENDPOINT", place.emulator.url)
    (tmp_path / "key.json").write_text(json.dumps(place.key), encoding="utf-8")
    named = ["--spreadsheet", place.connection.address, "--key", str(tmp_path / "key.json")]
    return [*named, "--rounds", str(ROUNDS), "--samples", "3", "--pace", "0", "--json", str(tmp_path / "live.json")]


def figures_of(tmp_path: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((tmp_path / "live.json").read_text(encoding="utf-8"))
    return figures


def book_of(place: SheetPlace) -> dict[str, Any]:
    found: dict[str, Any] = place.emulator.get(f"spreadsheets?id={place.spreadsheet_id}")
    return found


def test_all_is_measured_reported_and_tidied_up(
    place: SheetPlace, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book_of(place)

    assert live_sheet.main(arguments) == 0

    assert book_of(place) == before
    figures, shown = figures_of(tmp_path), capsys.readouterr().out
    assert list(figures) == ["at", "race", "speed", "values", "rows", "refusals"]
    race = figures["race"]
    assert (race["rounds"], race["raced"], race["one_stored"]) == (ROUNDS, ROUNDS, ROUNDS)
    for name in ("both_stored", "none_stored", "unknown", "twice_in_the_sheet", "stored_and_missing"):
        assert race[name] == 0, name
    assert (race["refused_and_there"], race["rows_in_order"], race["ranges_renamed"]) == (0, True, [])
    assert sum(race["refusals"].values()) == ROUNDS
    assert (figures["speed"]["samples"], figures["speed"]["stale"]) == (3, 0)
    assert [name for name in VALUES if figures["values"][name] is not True] == []
    taken, refused, _ = (figures["values"][name] for name in TOO_LONG)
    assert taken == ""
    assert "50000 characters" in refused
    assert figures["rows"]["sort_by_api"] == {"moved": True, "rows_whole": True}
    assert "sort_by_hand" not in figures["rows"]
    for name, told in figures["refusals"].items():
        assert told["refused"], name
        assert told["rest_stored"] is False, name
    assert "not tried (--by-hand)" in shown
    assert place.spreadsheet_id not in shown + json.dumps(figures)
    assert place.connection.email not in shown + json.dumps(figures)


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_sort_by_hand_is_looked_at(
    place: SheetPlace, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], is_whole: bool
) -> None:
    def sort(question: str) -> str:
        assert TITLES["rows"] in question
        column = {"sheetId": SHEET_IDS["rows"], "startRowIndex": 2, "startColumnIndex": 0 if is_whole else 1}
        spec = {"range": column, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]}
        place.emulator.act("batch", spreadsheet=place.spreadsheet_id, requests=[{"sortRange": spec}])
        return ""

    assert live_sheet.main([*arguments, "--by-hand"], ask=sort) == 0

    assert figures_of(tmp_path)["rows"]["sort_by_hand"] == {"moved": True, "rows_whole": is_whole, "said": ""}
    said = "yes" if is_whole else "NO: values stand in other rows than their ids"
    assert re.search(rf"a sort by a person in the browser +{said}\n", capsys.readouterr().out)


def test_a_fence_that_does_not_hold_is_found(place: SheetPlace, arguments: list[str], tmp_path: Path) -> None:
    """The second save of the first round gets a fence of another name, as a second tab of one title does."""
    place.emulator.fail("conflict", match={"kind": "write"}, skip=TABS_MADE + 1, times=1)

    assert live_sheet.main(arguments) == 0

    race = figures_of(tmp_path)["race"]
    assert (race["both_stored"], race["twice_in_the_sheet"], race["one_stored"]) == (1, 1, ROUNDS - 1)
    assert sum(race["twice_by_gap_seconds"].values()) == 1
    assert [re.sub(r"conflict\d+", "conflict", name) for name in race["ranges_renamed"]] == [f"{PREFIX}1_conflict"]


def test_a_save_that_is_stored_without_an_answer_is_unknown(
    place: SheetPlace, arguments: list[str], tmp_path: Path
) -> None:
    place.emulator.fail("drop", when="after", match={"kind": "write"}, skip=TABS_MADE, times=1)

    assert live_sheet.main(arguments) == 0

    race = figures_of(tmp_path)["race"]
    assert (race["unknown"], race["none_stored"], race["twice_in_the_sheet"]) == (1, 1, 0)
    assert race["one_stored"] == ROUNDS - 1


def test_a_register_is_refused_and_left_as_it_is(
    place: SheetPlace, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = SheetRegister(place.connection)
    register.snapshot()
    register.close()
    client = SheetClient(place.connection)
    shape = "sheets.properties,namedRanges"
    before = (client.properties(shape), place.cells())

    assert live_sheet.main(arguments) == 1

    assert "holds a register" in capsys.readouterr().err
    assert (client.properties(shape), place.cells()) == before
    client.close()
    assert not (tmp_path / "live.json").exists()


def test_what_holds_anything_is_refused(
    place: SheetPlace, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (title,) = place.cells()
    place.emulator.act("type", spreadsheet=place.spreadsheet_id, range=f"{title}!C7", values=[["mine"]])
    before = book_of(place)

    assert live_sheet.main(arguments) == 1

    assert "not empty" in capsys.readouterr().err
    assert book_of(place) == before


def test_a_fence_of_a_register_whose_tabs_are_gone_is_reason_enough(
    place: SheetPlace, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    client = SheetClient(place.connection)
    (first,) = client.properties("sheets.properties(sheetId)")["sheets"]
    fence = fence_of(View(tabs()["journal"], "", 0), "resonanz_revision_7")
    fence["range"]["sheetId"] = first["properties"].get("sheetId", 0)
    client.write([{"addNamedRange": {"namedRange": fence}}])
    client.close()

    assert live_sheet.main(arguments) == 1

    assert "holds a register" in capsys.readouterr().err


def test_leftovers_of_a_run_that_was_broken_off_are_no_reason(
    place: SheetPlace, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book_of(place)
    place.emulator.fail("drop", when="before", match={"kind": "write"}, skip=TABS_MADE + 2 * ROUNDS, times=2)
    assert live_sheet.main(arguments) == 1
    assert "broken off" in capsys.readouterr().err
    assert not (tmp_path / "live.json").exists()
    assert book_of(place) != before

    assert live_sheet.main(arguments) == 0

    assert book_of(place) == before
