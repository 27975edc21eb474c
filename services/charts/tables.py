"""The table behind a chart, as a file."""

import csv
import io
from datetime import date
from typing import Any, Final

import pandas as pd

from services import access
from services.access import Action, Actor
from services.flatfile.texts import marked
from services.flatfile.writing import ExactWorkbook

HEADING_ROW: Final = 3  # the finding, what was counted, an empty row
WIDEST_COLUMN, NARROWEST_COLUMN = 60, 10  # letters
WHOLE, ONE_DECIMAL = "#,##0", "#,##0.0"  # the spreadsheet puts the marks of its own language


def table_csv(actor: Actor, table: pd.DataFrame, language: str) -> bytes:
    """Return a table as CSV, as a spreadsheet of that language expects it.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow([marked(str(name)) for name in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_cell(value, language) for value in row])
    return text.getvalue().encode("utf-8-sig")


def table_xlsx(actor: Actor, table: pd.DataFrame, *, title: str, note: str, language: str) -> bytes:
    """Return a table as a workbook of one sheet: above it what it found and what was counted, then the table.

    Text stays text: nothing in it becomes a formula, a number or a link.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    out = io.BytesIO()
    book: Any = ExactWorkbook(out, {"in_memory": True})
    book.set_properties({"title": title, "comments": note})
    sheet = book.add_worksheet({"de": "Tabelle"}.get(language, "Table"))
    strong, quiet = book.add_format({"bold": True, "font_size": 13}), book.add_format({"font_color": "#44575D"})
    sheet.write_string(0, 0, title, strong)
    sheet.write_string(1, 0, note, quiet)
    head = {"bold": True, "bg_color": "#EAF1F2", "bottom": 1, "valign": "top", "text_wrap": True}
    left, right = book.add_format(head), book.add_format({**head, "align": "right"})
    formats = {number: book.add_format({"num_format": number}) for number in (WHOLE, ONE_DECIMAL)}
    day = book.add_format({"num_format": "dd.mm.yyyy" if language == "de" else "yyyy-mm-dd", "align": "left"})
    for place, (name, column) in enumerate(table.items()):
        is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        number = formats[ONE_DECIMAL if pd.api.types.is_float_dtype(column) else WHOLE]
        values = [None if pd.isna(value) else value for value in column]
        longest = max((len(str(value)) for value in (*values, name) if value is not None), default=0)
        sheet.set_column(place, place, min(max(longest + 2, NARROWEST_COLUMN), WIDEST_COLUMN))
        sheet.write_string(HEADING_ROW, place, str(name), right if is_number else left)
        for row, value in enumerate(values, HEADING_ROW + 1):
            if value is None:
                continue
            if is_number:
                sheet.write_number(row, place, float(value), number)
            elif isinstance(value, date):
                sheet.write_datetime(row, place, value, day)
            else:
                sheet.write_string(row, place, str(value))
    last, edge = HEADING_ROW + len(table), max(len(table.columns) - 1, 0)
    sheet.freeze_panes(HEADING_ROW + 1, 1)
    sheet.autofilter(HEADING_ROW, 0, last, edge)
    sheet.repeat_rows(HEADING_ROW)
    sheet.print_area(0, 0, last, edge)
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)  # A4
    book.close()
    return out.getvalue()


def _cell(value: object, language: str) -> str:
    if isinstance(value, str):
        return marked(value)
    if value is None or value is pd.NA or value != value:
        return ""
    return str(value).replace(".", ",") if language == "de" else str(value)
