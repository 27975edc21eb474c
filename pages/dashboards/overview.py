import streamlit as st

from pages.ui import charts, filters, guard, loaders, state, tiles
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.dashboards.overview import overview_board

PAGE = "overview"

actor = guard.require(Action.SEE_DASHBOARDS)
st.title(_("Overview"), anchor=False)
with st.container(horizontal=True, vertical_alignment="center"):
    selection = filters.render_filters(PAGE)
    filters.render_reset(PAGE)
filters.render_chosen(selection)
quality.render_left_out(actor)
board = loaders.computed(overview_board, charts.audience(actor), state.language(), selection)
if board.reactions or board.open_cases:
    columns = [*st.columns(3, gap="small"), *st.columns(3, gap="small")]
    for column, tile in zip(columns, board.tiles, strict=False):
        with column:
            tiles.render_tile(PAGE, tile)
    with columns[-1]:
        tiles.render_notable(PAGE, board.notable)
    tiles.render_months(PAGE, actor, selection)
else:
    st.info(_("For this choice there is no reaction. Please choose another period, area or team."))
