import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.deadlines import clock_label
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.deadlines import deadlines_board
from services.dashboards.selection import ALL
from services.deadlines import ClockName

PAGE, CHARTS = "deadlines", ("unit", "escalation_step", "age_band")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Overdue and deadlines"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE, first=ALL, choices=("clock",), compares=False)
    clock = st.selectbox(
        _("Deadline"),
        [ALL, *ClockName],
        format_func=lambda name: _("All deadlines") if name == ALL else clock_label(ClockName(name)),
        key="dashboards.deadlines.clock",
        bind="query-params",
        label_visibility="collapsed",
        width=180,
        on_change=charts.unmark,
        args=(PAGE, CHARTS),
    )
    filters.render_reset(PAGE, first=ALL, choices=("clock",))
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(
    deadlines_board, charts.audience(actor), state.language(), selection, None if clock == ALL else clock
)
charts.render_numbers(board.numbers)
if board.note:
    st.caption(board.note)
if board.open_cases:
    left, right = st.columns(2, gap="medium")
    with left:
        charts.render_panel(PAGE, "unit", board.panels["unit"], actor, CHARTS)
    with right:
        charts.render_panel(PAGE, "escalation_step", board.panels["escalation_step"], actor, CHARTS)
        charts.render_panel(PAGE, "age_band", board.panels["age_band"], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice no case is open."), icon=":material/task_alt:")
