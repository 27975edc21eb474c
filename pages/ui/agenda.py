"""What needs the person at the screen now: counters that lead to the register, and lists that lead to the cases."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.ui import deadlines, loaders, navigation, searching, state
from pages.ui.i18n import _, day, listed, number, words
from pages.ui.tables import as_plain
from services.agenda import PART_WORDS, Item, Part, Scope, Section
from services.register.snapshot import Lists
from services.searching import STATE_WORDS, State

ICONS: Final[dict[Part, str]] = {
    Part.URGENT: ":material/priority_high:",
    Part.OVERDUE: ":material/alarm:",
    Part.DUE_SOON: ":material/hourglass_bottom:",
    Part.TO_CLEAR: ":material/call:",
    Part.TO_CLOSE: ":material/task:",
    Part.UNACKNOWLEDGED: ":material/mark_email_unread:",
    Part.UNASSIGNED: ":material/group_off:",
}
BY_DEADLINE = (Part.OVERDUE, Part.DUE_SOON)


def render_counters(sections: Sequence[Section], scope: Scope) -> None:
    """Draw how many cases each part has; each leads to the register that shows them all."""
    counts = {section.part: section.count for section in sections}
    with st.container(border=True, horizontal=True, gap="small", key="cases.today.counters"):
        for part in scope.parts:
            label = f"**{number(counts.get(part, 0))}** {words(STATE_WORDS[part.state])}"
            _render_register_link(label, ICONS[part], part.state, scope)


def render_sections(sections: Sequence[Section], scope: Scope) -> None:
    """Draw the parts: petitions and submissions above everything else, the others side by side where there is room."""
    rest = [section for section in sections if section.part is not Part.URGENT]
    for section in sections:
        if section.part is Part.URGENT:
            _render_section(section, scope)
    left, right = st.columns(2) if len(rest) > 1 else (st.container(), st.container())
    for section in rest:
        with left if section.part in BY_DEADLINE else right:
            _render_section(section, scope)


def scope_words(scope: Scope) -> str:
    """Return whose cases these are."""
    if scope.is_ombuds:
        return _("Cases of the ombuds office.")
    if scope.units:
        lists = loaders.snapshot().lists
        return _(
            "Cases of: {units}.", units=", ".join(lists.label("unit", code, state.language()) for code in scope.units)
        )
    return _("Cases of all teams.")


def _render_section(section: Section, scope: Scope) -> None:
    case, lists = navigation.page_of("case"), loaders.snapshot().lists
    with st.container(border=True, gap="xxsmall", key=f"cases.today.{section.part}"):
        st.subheader(f"{words(PART_WORDS[section.part])} ({number(section.count)})", anchor=False)
        for item in section.items:
            _render_item(item, case, lists)
        if section.count > len(section.items):
            label = _("Show all {count}", count=number(section.count))
            _render_register_link(label, ":material/arrow_forward:", section.part.state, scope)


def _render_item(item: Item, case: st.Page, lists: Lists) -> None:
    look, language = deadlines.LOOKS[item.state], state.language()
    st.page_link(
        case,
        label=f"**{as_plain(item.number)}** :{look.colour}-badge[{deadlines.days_left_words(item.days_left)}]",
        icon=look.icon,
        query_params={"number": item.number},
    )
    details = listed(
        (
            as_plain(lists.label("kind", item.kind, language)),
            as_plain(lists.label("unit", item.unit, language)),
            f"{deadlines.clock_label(item.clock)}: {day(item.due_on)}",
            deadlines.day_off_words(item.day_off) if item.days_left >= 0 else "",
        )
    )
    st.markdown(f"{as_plain(item.subject)}  \n:small[{details}]" if item.subject else f":small[{details}]")


def _render_register_link(label: str, icon: str, state_: State, scope: Scope) -> None:
    st.page_link(
        navigation.page_of("register"),
        label=label,
        icon=icon,
        query_params=searching.link_params(state_, scope.codes),
    )


def render_nothing() -> None:
    """Say that nothing waits."""
    st.success(_("Nothing needs you today."), icon=":material/sunny:")
    st.page_link(navigation.page_of("register"), label=_("To the register"), icon=":material/table_rows:")
