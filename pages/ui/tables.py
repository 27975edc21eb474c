"""Tables of cases: the grid to click in, and the same rows as a plain HTML table for screen readers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st
from streamlit.typing import DataframeState

from pages.ui.i18n import _, day, plain, words
from schema.fields import FieldType
from services.searching import Column

# In pixels; what stands first in the register fits beside the menu on a screen 1300 pixels wide.
WIDTHS: Mapping[str, int] = {
    "number": 113,
    "received_on": 124,
    "subject": 190,
    "state": 102,
    "next_due_on": 96,
    "next_due_day_off": 78,
    "unit": 142,
    "concerns": 270,
}
BUTTON_INDENT = "\u2002"  # as much as Streamlit leaves before the words of a button in a cell


def as_plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return plain(" ".join(text.splitlines()))


def render_grid(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    alt: str,
    on_select: Callable[[str], None],
    arrows: Mapping[str, str] | None = None,
) -> int | None:
    """Draw a grid of cases and return the place of the row to open: its number was clicked, or the row selected.

    `on_select` is called with the key when a heading is selected; `arrows` are put behind headings that are sorted by.
    """
    marks = arrows or {}
    selected: DataframeState = st.dataframe(
        rows,
        column_config={column.name: _configured(column, marks.get(column.name, ""), key) for column in columns},
        column_order=[column.name for column in columns],
        hide_index=True,
        key=key,
        on_select=partial(on_select, key),
        selection_mode=["single-row", "single-column"],
        placeholder="",
        alt=alt,
        height="auto" if len(rows) < 12 else 560,
    )
    clicked = st.session_state.get(f"{key}.open")
    return clicked.row if clicked else next(iter(selected["selection"]["rows"]), None)


def _configured(column: Column, arrow: str, key: str) -> Any:
    label = words(column.label) + arrow
    help_ = words(column.field.help) or None if column.field else None
    width = WIDTHS.get(column.name)
    if column.type is FieldType.DATE:
        return st.column_config.DateColumn(label, format="DD.MM.YYYY", help=help_, width=width)
    if column.type is FieldType.INT:
        return st.column_config.NumberColumn(label, format="%d", help=help_, width=width)
    if column.name == "number":
        return st.column_config.ButtonColumn(
            BUTTON_INDENT + label,
            width=width,
            type="tertiary",
            alignment="left",
            pinned=True,
            help=_("A click opens the case."),
            key=f"{key}.open",
        )
    return st.column_config.TextColumn(label, help=help_, width=width)


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
