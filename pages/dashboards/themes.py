from functools import partial

import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.dashboards import levels
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.themes import themes_board

PAGE, CHARTS = levels.PAGE, ("level", "changes", "times")

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Themes"), anchor=False)
row = st.container(horizontal=True, vertical_alignment="center")
with row:
    selection = filters.render_filters(PAGE, choices=levels.CHOICES)
    kind = levels.render_kind(CHARTS)
filters.render_chosen(selection)
area, theme = levels.render_levels(CHARTS)
with row:
    filters.render_reset(PAGE, choices=levels.CHOICES)
quality.render_left_out(actor)
board = loaders.computed(themes_board, charts.audience(actor), state.language(), selection, kind, area, theme)
if board.concerns:
    st.caption(board.said)
    down = None if theme else partial(levels.go_down, CHARTS)
    for column, (name, choose) in zip(st.columns(2, gap="medium"), (("level", down), ("changes", None)), strict=True):
        with column:
            charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS, choose)
    charts.render_panel(PAGE, "times", board.panels["times"], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS, levels.mark_of(kind, area, theme))
else:
    st.info(_("For this choice nothing came in. Please choose another period, area, team or kind."))
