import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.quality import quality_board
from services.dashboards.selection import ALL
from services.deadlines import ClockName

PAGE, CHARTS = "quality", ("months", "unit", "channel")

actor = guard.require(Action.SEE_DASHBOARDS)
labels = {
    ALL: _("Closed within 14 days"),
    ClockName.CLEAR: _("Cleared within 9 days"),
    ClockName.ACKNOWLEDGE: _("Confirmed within 3 working days"),
}
st.title(_("Quality standard"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE, choices=("standard",))
    standard = st.selectbox(
        _("Standard"),
        list(labels),
        format_func=lambda name: labels.get(name, name),
        key="dashboards.quality.standard",
        bind="query-params",
        label_visibility="collapsed",
        width=320,
        on_change=charts.unmark,
        args=(PAGE, CHARTS),
    )
    filters.render_reset(PAGE, choices=("standard",))
filters.render_chosen(selection)
quality.render_left_out(actor)
clock = ClockName.CLOSE if standard == ALL else ClockName(standard)
board = loaders.computed(quality_board, charts.audience(actor), state.language(), selection, clock)
if board.reactions:
    charts.render_numbers(board.numbers)
    for note in board.notes:
        st.caption(note)
    for names in (("months", "days"), ("unit", "channel")):
        for column, name in zip(st.columns(2, gap="medium"), names, strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice there is no reaction. Please choose another period, area or team."))
