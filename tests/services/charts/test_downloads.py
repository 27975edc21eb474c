"""What is taken along from a chart: pictures, the table as CSV and XLSX; nothing in it is run, and not for everyone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from services.access import Action, Actor
from services.charts.downloads import Ending, chart_file, endings_of, file_name
from services.charts.drawing import Panel
from services.charts.tables import table_xlsx
from services.dashboards.channels import channels_board
from services.dashboards.counted import counted_words
from services.dashboards.deadlines import deadlines_board
from services.dashboards.selection import Selection
from services.errors import AccessDenied
from services.figures import Period
from tests.services.charts.frames import NOTHING
from tests.services.figures.registers import random_rows, snapshot_of
from tests.support.people import GRETA, those_without

DAY = date(2023, 2, 1)
TABLE = pd.DataFrame(
    {
        "Team": ['=HYPERLINK("http://example.org")', "https://example.org", "+49 351", "@x", "-1", "01234", "_x0041_"],
        "Reaktionen": [1041, 2, 3, 4, 5, 6, 7],
        "Anteil in %": pd.array([44.1, None, 0.0, 1.0, 2.0, 3.0, 4.0], dtype="Float64"),
    }
)


@pytest.fixture(scope="module")
def panels() -> dict[str, Panel]:
    snapshot, chosen = snapshot_of(*random_rows(11, count=100)), Selection(Period.of_year(2022))
    channels = channels_board(snapshot, DAY, GRETA, "en", chosen, None).panels
    return {**channels, **deadlines_board(snapshot, DAY, GRETA, "en", Selection(), None).panels}


@pytest.fixture
def panel(panels: dict[str, Panel]) -> Panel:
    return panels["channels"]


def test_chart_file_makes_every_file_that_is_offered(panel: Panel) -> None:
    begins = {Ending.PNG: b"\x89PNG", Ending.SVG: b"<svg", Ending.CSV: b"\xef\xbb\xbf", Ending.XLSX: b"PK"}
    assert endings_of(panel) == tuple(Ending)
    for ending in endings_of(panel):
        assert chart_file(GRETA, panel, ending, note="Stand", language="de").startswith(begins[ending]), ending


def test_endings_of_offers_no_picture_of_nothing(panel: Panel) -> None:
    assert endings_of(replace(panel, is_empty=True)) == (Ending.CSV, Ending.XLSX)


@pytest.mark.parametrize("actor", those_without(Action.SEE_DASHBOARDS), ids=lambda actor: actor.id or "signed out")
@pytest.mark.parametrize("ending", Ending)
def test_chart_file_is_not_for_everyone(actor: Actor, ending: Ending, panel: Panel) -> None:
    with pytest.raises(AccessDenied):
        chart_file(actor, panel, ending, note="", language="de")


def test_table_xlsx_is_not_for_everyone() -> None:
    for actor in those_without(Action.SEE_DASHBOARDS):
        with pytest.raises(AccessDenied):
            table_xlsx(actor, TABLE, title="", note="", language="de")


def test_table_xlsx_keeps_text_as_text_and_numbers_as_numbers() -> None:
    made = table_xlsx(GRETA, TABLE, title="=1+1", note="@Stand", language="de")
    book = load_workbook(BytesIO(made))
    sheet = book["Tabelle"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("=1+1", "@Stand")
    assert [cell.data_type for cell in (sheet["A1"], sheet["A2"], *sheet["A"][4:])] == ["s"] * 9
    assert [cell.value for cell in sheet["A"][4:]] == list(TABLE["Team"])
    assert [cell.value for cell in sheet["B"][4:]] == list(TABLE["Reaktionen"])
    assert [cell.value for cell in sheet["C"][4:]] == [44.1, None, 0, 1, 2, 3, 4]
    assert (sheet["B5"].number_format, sheet["C5"].number_format) == ("#,##0", "#,##0.0")
    assert sheet.freeze_panes == "B5"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert (book.properties.title, book.properties.description) == ("=1+1", "@Stand")
    with zipfile.ZipFile(BytesIO(made)) as files:
        assert not [name for name in files.namelist() if "externalLink" in name]
        assert b"<f>" not in files.read("xl/worksheets/sheet1.xml")


def test_table_xlsx_takes_every_table_of_the_dashboards(panels: dict[str, Panel]) -> None:
    for name, panel in panels.items():
        made = table_xlsx(GRETA, panel.table, title=panel.title, note="", language="en")
        sheet = load_workbook(BytesIO(made))["Table"]
        assert sheet.max_row == len(panel.table) + 4, name
        assert [cell.value for cell in sheet[4]] == list(panel.table.columns), name
    empty = table_xlsx(GRETA, pd.DataFrame(), title="Nothing", note="", language="en")
    assert load_workbook(BytesIO(empty))["Table"]["A1"].value == "Nothing"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("channels", "months", "2022"), "channels-months-2022.png"),
        (("channels", "months", date(2026, 11, 22)), "channels-months-2026-11-22.png"),
        (("Fall", "KR 2026/0001 „Größe“ ../x", ""), "Fall-KR-2026-0001-Groesse-x.png"),
        (("2022-01-01/2022-03-31", "Łódź 漢字"), "2022-01-01-2022-03-31-odz.png"),
    ],
)
def test_file_name_is_one_that_every_computer_takes(parts: tuple[str | date, ...], name: str) -> None:
    assert file_name(*parts, ending="png") == name


def test_counted_words_say_period_choice_and_day() -> None:
    words: Callable[[Selection], str] = lambda chosen: counted_words(NOTHING, DAY, "de", chosen)  # noqa: E731
    assert words(Selection()) == "Stand der Zahlen: 01.02.2023"
    chosen = Selection(Period.of_year(2022), areas=("benefits",))
    assert words(chosen) == "Eingegangen: 2022 · Leistungsgewährung · Stand der Zahlen: 01.02.2023"
