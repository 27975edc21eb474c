import streamlit as st

from pages.ui import charts, filters, guard, loaders, navigation, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.escalation import escalation_board

PAGE, CHARTS = "escalation", ("steps", "months", "areas", "themes", "causes", "days")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Escalation"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
    st.page_link(navigation.page_of("deadlines"), label=_("Open today, by step"), icon=":material/alarm:")
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(escalation_board, charts.audience(actor), state.language(), selection)
if board.escalated:
    for names in (("steps", "months"), ("causes", "days"), ("areas", "themes")):
        for column, name in zip(st.columns(2, gap="medium"), names, strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
elif board.reactions:
    st.info(_("For this choice no case was escalated."), icon=":material/task_alt:")
else:
    st.info(_("For this choice there is no reaction. Please choose another period, area or team."))
