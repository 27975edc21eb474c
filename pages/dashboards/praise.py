import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.praise import praise_board

PAGE, CHARTS = "praise", ("areas", "months", "ratio", "talked")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Praise"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(praise_board, charts.audience(actor), state.language(), selection)
if board.praises:
    charts.render_numbers(board.numbers)
    for names in (("areas", "months"), ("ratio", "talked")):
        for column, name in zip(st.columns(2, gap="medium"), names, strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice there is no praise. Please choose another period, area or team."))
