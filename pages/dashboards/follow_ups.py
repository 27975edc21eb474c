import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.follow_ups import follow_ups_board

PAGE, CHARTS = "follow_ups", ("months", "gaps", "areas", "outcomes", "returns")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Follow-ups"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(follow_ups_board, charts.audience(actor), state.language(), selection)
if board.reactions:
    charts.render_numbers(board.numbers)
    for column, names in zip(
        st.columns(2, gap="medium"), (("months", "areas"), ("gaps", "outcomes", "returns")), strict=True
    ):
        with column:
            for name in names:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice there is no reaction. Please choose another period, area or team."))
