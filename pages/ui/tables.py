"""Tables of cases: the grid to click in, and the same rows as a plain HTML table for screen readers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st
from streamlit.typing import DataframeState

from pages.ui.i18n import _, day, words
from schema.fields import FieldType
from services.searching import Column

MEANT_BY_MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_{}[]()<>#+-.!|~$:"})


def as_plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return text.replace("\n", " ").translate(MEANT_BY_MARKDOWN)


def render_grid(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    alt: str,
    on_select: Callable[[], None],
    arrows: Mapping[str, str] | None = None,
) -> DataframeState:
    """Draw a grid of cases and return what is selected in it: a row to open, a heading to sort by.

    `arrows` are put behind the headings of the columns by which the rows are sorted.
    """
    marks = arrows or {}
    return st.dataframe(
        rows,
        column_config={column.name: _configured(column, marks.get(column.name, "")) for column in columns},
        column_order=[column.name for column in columns],
        hide_index=True,
        key=key,
        on_select=on_select,
        selection_mode=["single-row", "single-column"],
        placeholder="",
        alt=alt,
        height="auto" if len(rows) < 12 else 560,
    )


def _configured(column: Column, arrow: str) -> Any:
    label = words(column.label) + arrow
    help_ = words(column.field.help) or None if column.field else None
    if column.type is FieldType.DATE:
        return st.column_config.DateColumn(label, format="DD.MM.YYYY", help=help_)
    if column.type is FieldType.INT:
        return st.column_config.NumberColumn(label, format="%d", help=help_)
    return st.column_config.TextColumn(label, help=help_, pinned=column.name == "number")


def render_plain_table(rows: pd.DataFrame, columns: Sequence[Column], numbers: Iterable[str], *, alt: str) -> None:
    """Draw the same rows as a real table with headings; the number of each case is a link to it."""
    cells = {words(column.label): [_cell(value) for value in rows[column.name]] for column in columns}
    number = words(columns[0].label) if columns and columns[0].name == "number" else _("Case")
    linked = {number: [f"[{as_plain(name)}](case?number={quote(name, safe='')})" for name in numbers]}
    st.table(pd.DataFrame({**linked, **{k: v for k, v in cells.items() if k != number}}), hide_index=True, alt=alt)


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return day(value.date()) if isinstance(value, pd.Timestamp) else as_plain(str(value))
