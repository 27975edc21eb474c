import streamlit as st

from pages.ui import charts, guard, loaders
from pages.ui.annual import measures
from pages.ui.i18n import _
from services import access
from services.access import Action

actor = guard.require(Action.SEE_DASHBOARDS)
lists = loaders.snapshot().lists
may_enter = access.can(actor, Action.MANAGE_MEASURES)

st.title(_("Measures"), anchor=False)
seen = measures.opened() if may_enter else None
if seen is not None:
    measures.render_form(actor, lists, seen)
    st.stop()
st.caption(_("Impulses, measures and training needs: what was learned from the reactions. They stand in the report."))
year = measures.render_year()
board = measures.board_of(actor, year)
charts.render_numbers(board.numbers)
if may_enter:
    measures.render_entries(actor, lists, year)
measures.render_board(actor, board)
