import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.same_day import same_day_board

PAGE, CHARTS = "same_day", ("months", "areas", "channels", "themes")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Put right the same day"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
if selection.units:
    st.caption(_(":material/info: The counter knows no team: the teams chosen do not apply here."))
quality.render_left_out(actor)
board = loaders.computed(same_day_board, charts.audience(actor), state.language(), selection)
if board.total:
    charts.render_numbers(board.numbers)
    for names in (("months", "areas"), ("channels", "themes")):
        for column, name in zip(st.columns(2, gap="medium"), names, strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    st.caption(_("No case stands behind the counter: it keeps day, channel, area and theme, and nobody's name."))
else:
    st.info(_("For this choice nothing was counted or recorded. Please choose another period or area."))
