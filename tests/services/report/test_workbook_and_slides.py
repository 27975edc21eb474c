from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from services.branding import Branding, branding_of
from services.report.blocks import Report, shown
from services.report.files.pptx import MOST_ROWS, report_pptx
from services.report.files.xlsx import HEAD_ROW, report_xlsx
from tests.support.cases import TODAY
from tests.support.office_files import pages_of, to_pdf
from tests.support.reports import sample_report
from tests.support.sample import sample_snapshot

BRANDING = branding_of(sample_snapshot(TODAY))


@pytest.fixture(scope="module")
def workbook() -> Any:
    return load_workbook(io.BytesIO(report_xlsx(sample_report(), BRANDING)))


@pytest.fixture(scope="module")
def slides() -> list[Any]:
    return list(Presentation(io.BytesIO(report_pptx(sample_report(), BRANDING))).slides)


def texts_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def test_every_table_has_a_sheet_with_all_its_numbers(workbook: Any) -> None:
    tables = list(sample_report().tables)
    sheets = workbook.worksheets[1 : len(tables) + 1]
    for table, sheet in zip(tables, sheets, strict=True):
        assert table.caption in sheet.cell(1, 1).value
        assert sheet.cell(2, 1).value == table.note
        rows = list(sheet.iter_rows(min_row=HEAD_ROW + 1, max_row=HEAD_ROW + 1 + len(table.lines), values_only=True))
        assert list(rows[0][: len(table.columns)]) == [column.heading for column in table.columns]
        for line, row in zip(table.lines, rows[1:], strict=True):
            found = [cell.date().isoformat() if hasattr(cell, "date") else cell for cell in row[: len(line.cells)]]
            assert ["–" if cell is None else cell for cell in line.cells] == [
                "" if cell is None else cell for cell in found
            ], (table.key, line)


def test_the_sheet_of_all_figures_holds_every_figure_of_the_year(workbook: Any) -> None:
    sheet = workbook["Alle Kennzahlen"]
    found = {row[1]: row[4:] for row in sheet.iter_rows(min_row=HEAD_ROW + 2, values_only=True) if row[1]}
    figures = sample_report().figures
    assert list(found) == list(figures)
    for name, figure in figures.items():
        numbers = (figure.value, figure.previous, figure.change_percent, figure.base, figure.share_percent)
        assert found[name] == tuple("–" if number is None else number for number in numbers), name


def test_sheets_freeze_their_heading_print_on_a4_and_repeat_it(workbook: Any) -> None:
    for sheet in workbook.worksheets[1:-1]:
        assert sheet.freeze_panes == f"B{HEAD_ROW + 2}"
        assert sheet.print_title_rows == f"${HEAD_ROW + 1}:${HEAD_ROW + 1}"
        assert sheet.print_area
        assert sheet.page_setup.paperSize == 9


def test_the_charts_of_the_workbook_are_its_own(workbook: Any) -> None:
    charts = {sheet.title: len(sheet._charts) for sheet in workbook.worksheets}
    assert charts["9 Kundenreaktionen nach Eingang"] == 1
    assert sum(charts.values()) >= 8


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    report = sample_report()
    table = report.table("measures")
    line = replace(table.lines[0], cells=("=1+1", "http://example.org", *table.lines[0].cells[2:]))
    part = replace(report.part("2.measures"), tables=(replace(table, lines=(line,)),))
    changed = replace(report, parts=tuple(part if old.key == part.key else old for old in report.parts))
    book = load_workbook(io.BytesIO(report_xlsx(changed, BRANDING)))
    sheet = book.worksheets[table.number]
    assert [sheet.cell(HEAD_ROW + 2, 1).value, sheet.cell(HEAD_ROW + 2, 1).data_type] == ["=1+1", "s"]
    assert sheet.cell(HEAD_ROW + 2, 2).hyperlink is None


def test_the_same_report_gives_the_same_files() -> None:
    for write in (report_xlsx, report_pptx):
        assert write(sample_report(), BRANDING) == write(sample_report(), BRANDING)


def test_there_are_ten_slides_at_most_each_with_a_title_and_notes(slides: list[Any]) -> None:
    assert 5 <= len(slides) <= 10
    for slide in slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert notes_of(slide).strip()


def test_charts_are_native_and_hold_the_numbers_of_the_report(slides: list[Any]) -> None:
    report = sample_report()
    charted = 0
    for slide in slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            charted += 1
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
            notes = notes_of(slide)
            table = next(table for table in report.tables if table.caption in notes.splitlines())
            by_heading = {column.heading: place for place, column in enumerate(table.columns)}
            for series in shape.chart.plots[0].series:
                cells = [line.cells[by_heading[series.name]] for line in table.lines]
                assert [value for value in series.values if value not in cells] == [], (table.key, series.name)
    assert charted == 6


def test_a_slide_shows_single_themes_by_size_and_no_sums(slides: list[Any]) -> None:
    (chart,) = (
        shape.chart
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart and "Häufigstes Thema" in slide.shapes.title.text
    )
    plot = chart.plots[0]
    values = list(plot.series[0].values)
    assert next(iter(plot.categories)) == "Auszahlung des Regelbedarfs, Leistungsgewährung"
    assert values == sorted(values, reverse=True)
    assert not [label for label in plot.categories if "weitere Themen" in label or "alle Themen" in label]


def test_the_notes_hold_every_number_of_the_table_of_a_slide(slides: list[Any]) -> None:
    report = sample_report()
    for slide in slides:
        lines = notes_of(slide).splitlines()
        for table in report.tables:
            if table.caption in lines:
                for line in table.lines:
                    words = [
                        shown(cell, column.kind, report.wording)
                        for cell, column in zip(line.cells, table.columns, strict=True)
                    ]
                    assert " | ".join(words) in lines, (table.key, words)


def test_the_slide_of_numbers_shows_the_year_in_five_of_them(slides: list[Any]) -> None:
    text = texts_of(slides[1]).replace("\N{NO-BREAK SPACE}", " ")
    for words in ("748", "1.041", "22,7 %", "90,4 %", "34,0 %", "2021: 1.277 (−18,5 %)", "205 von 902"):
        assert words in text


def test_slides_and_notes_name_their_language(slides: list[Any]) -> None:
    for slide in slides:
        for part in (slide, slide.notes_slide):
            runs = part._element.findall(".//{http://schemas.openxmlformats.org/drawingml/2006/main}r")
            assert {
                run.find("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr").get("lang") for run in runs
            } <= {"de-DE"}


def test_a_year_without_data_still_makes_well_formed_files() -> None:
    report = sample_report(2019)
    slides = list(Presentation(io.BytesIO(report_pptx(report, BRANDING))).slides)
    assert "keine Kundenreaktion" in texts_of(slides[-1])
    book = load_workbook(io.BytesIO(report_xlsx(report, BRANDING)))
    assert "keine Kundenreaktion" in str([row[0].value for row in book.worksheets[0].iter_rows()])


def test_a_table_of_measures_that_is_too_long_says_how_many_are_in_the_notes() -> None:
    report = sample_report()
    table = report.table("measures")
    longer = replace(table, lines=table.lines * 5)
    part = replace(report.part("2.measures"), tables=(longer,))
    changed = replace(report, parts=tuple(part if old.key == part.key else old for old in report.parts))
    slides = list(Presentation(io.BytesIO(report_pptx(changed, BRANDING))).slides)
    left = len(longer.lines) - MOST_ROWS
    assert any(f"{left} weitere Einträge stehen in den Notizen" in texts_of(slide) for slide in slides)


@pytest.mark.parametrize(("ending", "write"), [("xlsx", report_xlsx), ("pptx", report_pptx)])
def test_libreoffice_opens_the_file_and_shows_every_caption(
    ending: str, write: Callable[[Report, Branding], bytes], tmp_path: Path
) -> None:
    report = sample_report()
    path = tmp_path / f"bericht.{ending}"
    path.write_bytes(write(report, BRANDING))
    said = " ".join(" ".join(pages_of(to_pdf(path))).split())
    if ending == "xlsx":
        assert [table.caption for table in report.tables if table.caption not in said] == []
    else:
        assert "676 von 748" in said
        assert "Prüfung der Zahlen" in said
