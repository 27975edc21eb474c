"""The way down and up on the themes page: kind, area and theme, in the address, as boxes and as a path."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from pages.ui import charts, loaders, state
from pages.ui.i18n import _
from pages.ui.tables import as_plain
from services.dashboards.cases import Mark
from services.dashboards.selection import ALL
from services.dashboards.themes import KINDS, theme_choices

PAGE: Final = "themes"
CHOICES: Final = ("kind", "in_area", "in_theme")  # the page's own filters, in the order of the way down
KIND, AREA, THEME = (f"{charts.SECTION}.{PAGE}.{name}" for name in CHOICES)


def render_kind(names: Sequence[str]) -> str | None:
    """Draw the box with the kinds and return the one chosen; None for all. `names` are the charts of the page."""
    offered = loaders.computed(theme_choices, state.language(), None).kinds
    choice = st.selectbox(
        _("What"),
        list(offered),
        format_func=lambda code: offered.get(code, code),
        key=KIND,
        bind="query-params",
        label_visibility="collapsed",
        width=200,
        on_change=charts.unmark,
        args=(PAGE, names),
    )
    return KINDS.get(choice or ALL)


def render_levels(names: Sequence[str]) -> tuple[str | None, str | None]:
    """Draw the boxes for area and theme, and the way back up; return what is chosen."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        areas = loaders.computed(theme_choices, state.language(), None).areas
        area = _render_box(_("Area"), AREA, {ALL: _("All areas"), **areas}, partial(_go_to, names, theme=ALL))
        if area == ALL:
            return None, None
        themes = loaders.computed(theme_choices, state.language(), area).themes
        theme = _render_box(_("Theme"), THEME, {ALL: _("All themes"), **themes}, partial(_go_to, names))
        _render_path(names, [areas.get(area, area), *([themes.get(theme, theme)] if theme != ALL else [])], area)
    return area, None if theme == ALL else theme


def go_down(names: Sequence[str], mark: Mark) -> None:
    """Choose what was clicked: an area, or a theme in it."""
    codes = {name: str(code) for name, code in mark}
    _go_to(names, area=codes.get("area", ALL), theme=codes.get("theme", ALL))


def _render_box(label: str, key: str, options: Mapping[str, str], on_change: Callable[[], None]) -> str:
    choice = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        width=260,
        on_change=on_change,
    )
    return choice or ALL


def _render_path(names: Sequence[str], labels: Sequence[str], area: str) -> None:
    """Draw where one is, and the button that leads one level up."""
    path = " › ".join(map(as_plain, (_("All areas"), *labels[:-1])))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("One level up"),
            icon=":material/arrow_back:",
            key=f"{charts.SECTION}.{PAGE}.up",
            on_click=_go_to,
            args=(names,),
            kwargs={"area": area if len(labels) > 1 else ALL, "theme": ALL},
        )
        st.markdown(f"{path} › **{as_plain(labels[-1])}**", width="content")


def _go_to(names: Sequence[str], area: str | None = None, theme: str | None = None) -> None:
    """Put a level into the boxes, and take back what was clicked."""
    charts.unmark(PAGE, names)
    for key, code in ((AREA, area), (THEME, theme)):
        if code is not None:
            st.session_state[key] = code


def mark_of(kind: str | None, area: str | None, theme: str | None) -> Mark:
    """Return what the page has narrowed to as a mark; nothing while no area is chosen."""
    if area is None:
        return ()
    codes = (("kind", kind), ("area", area), ("theme", theme))
    return tuple((name, code) for name, code in codes if code)
