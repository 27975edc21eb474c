import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.ombuds import ombuds_board

PAGE, CHARTS = "ombuds", ("months", "partners", "themes")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Ombuds office load"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(ombuds_board, charts.audience(actor), state.language(), selection)
charts.render_numbers(board.numbers)
if board.reactions:
    for column, names in zip(
        st.columns(2, gap="medium"), (("months", "days", "share"), ("partners", "themes")), strict=True
    ):
        with column:
            for name in names:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
else:
    st.info(_("For this choice no reaction came to the ombuds office. Please choose another period, area or team."))
if board.reactions or board.open_cases:
    charts.render_cases(PAGE, actor, selection, CHARTS, is_ombuds=True)
