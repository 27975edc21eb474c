import streamlit as st

from pages.ui import charts, guard, loaders, state
from pages.ui.annual import published, publishing
from pages.ui.i18n import _
from services import access
from services.access import Action
from services.dashboards.published import published_board

PAGE, CHARTS = "published", ("differences",)

actor = guard.require(Action.SEE_REPORT)
may_write = access.can(actor, Action.WRITE_REPORT)

st.title(_("Published figures"), anchor=False)
seen = publishing.opened() if may_write else None
if seen is not None:
    publishing.render_form(actor, seen)
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = published.render_year()
    if may_write:
        publishing.render_tools(actor, year)
if year is None:
    published.render_nothing(may_write=may_write)
    st.stop()
board = loaders.computed(published_board, charts.audience(actor), state.language(), year)
charts.render_numbers(board.numbers)
published.render_contradictions(board)
charts.render_panel(PAGE, "differences", board.panel, actor, CHARTS)
published.render_differences(board)
published.render_all(board, may_write=may_write)
