import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.outcomes import outcomes_board

PAGE = "outcomes"
CHARTS = ("outcomes", "months", "areas", "themes", "clearing", "ways", "named", "alternatives")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Outcomes"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(outcomes_board, charts.audience(actor), state.language(), selection)
if board.complaints:
    charts.render_numbers(board.numbers)
    for first in range(0, len(CHARTS), 2):
        for column, name in zip(st.columns(2, gap="medium"), CHARTS[first : first + 2], strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    st.caption(_("A share below ten complaints says little: such bars are marked “few” and come last."))
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice there is no complaint. Please choose another period, area or team."))
