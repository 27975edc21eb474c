"""Tiles of the overview: a number, how it compares, its line by month, and the way to its dashboard."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from pages.ui import charts, filters, loaders, navigation, state
from pages.ui.i18n import _
from pages.ui.tables import as_plain
from services.access import Actor
from services.dashboards.addresses import spelled_out
from services.dashboards.notable import Notable
from services.dashboards.overview import Tile, overview_months
from services.dashboards.selection import Selection

SECTION: Final = filters.SECTION
OF_THE_DAY: Final = ("area", "team")  # the filters that hold where a number is of the day


def render_tile(page: str, tile: Tile) -> None:
    """Draw one tile; its link leads to the dashboard with the same choice."""
    with st.container(border=True, height="stretch", gap="xsmall", key=f"{SECTION}.{page}.{tile.key}"):
        st.metric(tile.label, tile.value)
        if tile.change:
            st.markdown(f":small[{as_plain(tile.change)}]")
        st.caption(as_plain(tile.detail))
        if not tile.line.is_empty:
            st.vega_lite_chart(None, dict(tile.line.spec), alt=tile.line.title, width="stretch")
        st.page_link(
            navigation.page_of(tile.address),
            label=_("More on this"),
            icon=":material/arrow_forward:",
            query_params=same_choice(page, tile.address, keeps_period=tile.keeps_period),
        )


def render_notable(page: str, notable: Sequence[Notable]) -> None:
    """Draw what stands out, each sentence a link to the dashboard that says more."""
    with st.container(border=True, height="stretch", gap="xsmall", key=f"{SECTION}.{page}.notable"):
        st.subheader(_("What stands out"), anchor=False)
        if not notable:
            st.markdown(_("Nothing grew noticeably, and nothing is overdue."))
        for one in notable:
            if st.button(
                as_plain(one.text),
                type="tertiary",
                icon=":material/arrow_forward:",
                key=f"{SECTION}.{page}.{one.key}_notable",
            ):
                choice = same_choice(page, one.address, keeps_period=one.keeps_period)
                st.switch_page(navigation.page_of(one.address), query_params=choice)


def same_choice(page: str, other: str, *, keeps_period: bool = True) -> dict[str, Any]:
    """Return the address of another dashboard with what is chosen on this one, as its filters write it."""
    names = filters.FILTERS if keeps_period else OF_THE_DAY
    chosen = {name: state.value(f"{SECTION}.{page}.{name}") for name in names}
    codes = tuple((name, _codes(value)) for name, value in chosen.items() if value)
    written = loaders.computed(spelled_out, state.language(), codes)
    return {f"{SECTION}.{other}.{name}": list(values) for name, values in written.items()}


def _codes(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(each.isoformat() if isinstance(each, date) else str(each) for each in values)


def render_months(page: str, actor: Actor, selection: Selection) -> None:
    """Draw what opens to the numbers behind the lines of the tiles, with the lines as one picture to take along."""
    drawer = st.expander(
        _("The numbers by month, and to take along"),
        icon=":material/table:",
        key=f"{SECTION}.{page}.months",
        on_change="rerun",
    )
    if drawer.open:
        with drawer:
            panel = loaders.computed(overview_months, charts.audience(actor), state.language(), selection)
            charts.render_table(page, "months", panel, actor, selection.whole)
