"""The page of published figures: the year, where the print contradicts itself, what differs, and everything printed."""

from typing import Any, Final

import streamlit as st

from pages.ui import loaders
from pages.ui.annual import publishing
from pages.ui.i18n import _, listed, plain
from services.dashboards.published import PublishedBoard, years_published

YEAR: Final = "annual.published.year"


def render_year() -> int | None:
    """Draw the choice of the year and return it; None where nothing is published yet. It stands in the address."""
    years = loaders.computed(years_published)
    if not years:
        return None
    return int(st.selectbox(_("Year"), years, key=YEAR, bind="query-params", width=120))


def render_nothing(*, may_write: bool) -> None:
    """Say that nothing is entered yet, and what this page is for."""
    st.info(
        _(
            "No published figures are entered yet. Here the numbers of a printed report stand beside those of the "
            "register, with what explains a difference."
        ),
        icon=":material/compare:",
    )
    if not may_write:
        st.caption(_("The KRM officer enters them."))


def render_contradictions(board: PublishedBoard) -> None:
    """Draw where the printed numbers contradict each other, whatever the register says."""
    if not board.contradictions:
        return
    st.header(_("Contradictions within the print"), anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)} {_in_brackets(place)}" for sentence, place in board.contradictions))


def render_differences(board: PublishedBoard) -> None:
    """Draw what differs from the register, with its explanation in full."""
    if len(board.differing):
        rows = [{str(name): plain(str(value)) for name, value in row.items()} for row in _records(board)]
        st.table(rows, hide_index=True, alt=board.panel.title)


def render_all(board: PublishedBoard, *, may_write: bool) -> None:
    """Draw everything printed for the year; for those who may write, a click opens a number to change it."""
    st.header(_("All published numbers"), anchor=False)
    options: dict[str, Any] = {}
    if may_write:
        st.caption(_(":material/ads_click: A click on a row opens it, to correct or explain it."))
        options = {"on_select": publishing.open_clicked(board.ids), "selection_mode": "single-row"}
    numbers = board.panel.table.select_dtypes("number").columns
    st.dataframe(
        board.panel.table,
        hide_index=True,
        placeholder="",
        alt=_("All published numbers"),
        key=publishing.ROWS,
        column_config={name: st.column_config.NumberColumn(format="localized") for name in numbers},
        **options,
    )


def _records(board: PublishedBoard) -> list[dict[Any, Any]]:
    return board.differing.to_dict("records")


def _in_brackets(place: str) -> str:
    return f"({plain(listed([place]))})" if place else ""
