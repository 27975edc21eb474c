import streamlit as st

from pages.ui import charts, filters, guard, loaders, state
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.channels import channels_board
from services.dashboards.selection import ALL, filter_choices

PAGE, CHARTS = "channels", ("channels", "months", "areas", "themes")

actor = guard.require(Action.SEE_DASHBOARDS)
offered = loaders.computed(filter_choices, state.language()).channels
st.title(_("Channels"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE, choices=("channel",))
    channel = st.selectbox(
        _("Channel"),
        [ALL, *offered],
        format_func=lambda code: offered.get(code, _("All channels")),
        key="dashboards.channels.channel",
        bind="query-params",
        label_visibility="collapsed",
        width=180,
        on_change=charts.unmark,
        args=(PAGE, CHARTS),
    )
    filters.render_reset(PAGE, choices=("channel",))
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(
    channels_board, charts.audience(actor), state.language(), selection, None if channel == ALL else channel
)
if board.reactions:
    for names in (("channels", "months"), ("areas", "themes")):
        for column, name in zip(st.columns(2, gap="medium"), names, strict=True):
            with column:
                charts.render_panel(PAGE, name, board.panels[name], actor, CHARTS)
    charts.render_cases(PAGE, actor, selection, CHARTS)
else:
    st.info(_("For this choice there is no reaction. Please choose another period, area or team."))
