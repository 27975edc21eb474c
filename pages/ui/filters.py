"""The filter row of a dashboard: period, areas, teams; in the address, kept over page changes, reset with one click."""

from collections.abc import Hashable
from datetime import date, datetime
from typing import Any, Final

import streamlit as st

from pages.ui import loaders, state
from pages.ui.i18n import _, listed
from services.dashboards.selection import (
    ALL,
    CURRENT,
    RANGE,
    TWELVE_MONTHS,
    Choices,
    Selection,
    filter_choices,
    period_of,
)

SECTION: Final = "dashboards"


def render_filters(page: str, *, first: str = CURRENT, choices: tuple[str, ...] = ()) -> Selection:
    """Draw the filters of a dashboard in the open container and return what is chosen.

    `first` is the period that stands there at first. `choices` are the page's own widgets, kept and reset together
    with the filters; they begin with ALL.
    """
    keys = [_key(page, name) for name in ("period", "days", "area", "team", *choices)]
    _restore(page, keys)
    offered = loaders.computed(filter_choices, state.language())
    period = _render_period(page, first, offered)
    areas, units = _render_parts(page, offered)
    return Selection(period, areas, units)


def render_reset(page: str, *, first: str = CURRENT, choices: tuple[str, ...] = ()) -> None:
    """Draw the button that resets every filter, and keep what they hold; comes after all widgets of the row."""
    names = ("period", "days", "area", "team", *choices)
    empty: dict[str, Any] = {"period": first, "days": (), "area": [], "team": []}
    defaults = {_key(page, name): empty.get(name, ALL) for name in names}
    held = {key: st.session_state[key] for key in defaults if key in st.session_state}
    state.keep_filters(_key(page), held)
    st.button(
        _("Reset"),
        icon=":material/filter_alt_off:",
        type="tertiary",
        key=_key(page, "reset"),
        disabled=all(not value or value == defaults[key] for key, value in held.items()),
        on_click=_reset,
        args=(page, {key: default for key, default in defaults.items() if key in held}),
    )


def render_chosen(selection: Selection) -> None:
    """Say which areas and teams are chosen, where some are: the choice itself is folded away."""
    place = st.container()  # always there, so that what follows keeps its place when a filter comes or goes
    if selection.areas or selection.units:
        offered = loaders.computed(filter_choices, state.language())
        parts = [offered.areas.get(code, code) for code in selection.areas]
        parts += [offered.units.get(code, code) for code in selection.units]
        place.caption(_(":material/filter_alt: Only: {parts}", parts=listed(parts)))


def _render_period(page: str, first: str, offered: Choices) -> Any:
    today = loaders.today()
    rest = [choice for choice in (CURRENT, *offered.years, TWELVE_MONTHS, ALL, RANGE) if choice != first]
    labels = {
        ALL: _("All years"),
        CURRENT: _("This year"),
        TWELVE_MONTHS: _("Last 12 months"),
        RANGE: _("From … to …"),
    }
    choice = st.selectbox(
        _("Period"),
        [first, *rest],
        format_func=lambda code: labels.get(code, code),
        key=_key(page, "period"),
        bind="query-params",
        label_visibility="collapsed",
        width=165,
    )
    days: tuple[date, ...] = ()
    if choice == RANGE:
        nothing: list[date | datetime | str | None] = []
        days = st.date_input(
            _("From and to"),
            value=nothing,
            max_value=today,
            format="DD.MM.YYYY",
            key=_key(page, "days"),
            bind="query-params",
            label_visibility="collapsed",
            width=230,
        )
    return period_of(choice or first, today, tuple(days))


def _render_parts(page: str, offered: Choices) -> tuple[tuple[str, ...], tuple[str, ...]]:
    with st.popover(_("Area and team"), icon=":material/filter_alt:"):
        areas = st.multiselect(
            _("Areas"),
            list(offered.areas),
            format_func=lambda code: offered.areas.get(code, code),
            key=_key(page, "area"),
            bind="query-params",
            placeholder=_("All areas"),
        )
        units = st.multiselect(
            _("Teams"),
            list(offered.units),
            format_func=lambda code: offered.units.get(code, code),
            key=_key(page, "team"),
            bind="query-params",
            placeholder=_("All teams"),
        )
    return tuple(areas), tuple(units)


def _key(page: str, *names: str) -> str:
    return ".".join((SECTION, page, *names))


def _restore(page: str, keys: list[str]) -> None:
    """Give the filters what they held when the page was last on the screen; an address goes first."""
    kept = state.kept_filters(_key(page))
    for key in keys:
        if key in kept and key not in st.session_state and key not in st.query_params:
            st.session_state[key] = kept[key]


def _reset(page: str, defaults: dict[str, Hashable]) -> None:
    state.keep_filters(_key(page), {})
    for key, value in defaults.items():
        st.session_state[key] = value
