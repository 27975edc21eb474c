"""What needs the person at the screen now: counters that lead to the register, and lists that lead to the cases."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from pages.ui import deadlines, loaders, navigation, searching, state
from pages.ui.i18n import _, day, listed, number, words
from pages.ui.tables import as_plain
from services.agenda import PART_WORDS, Item, Part, Scope, list_sections
from services.register.snapshot import Lists, Snapshot
from services.searching import STATE_WORDS

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


@dataclass(frozen=True, slots=True)
class Link:
    """A way to the register: its words, its icon, and what narrows the register to the same cases."""

    label: str
    icon: str
    params: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A case in words: the line that leads to it, and what stands below."""

    number: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the agenda in words; `rest` leads to all of its cases where these are not all."""

    part: Part
    title: str
    cases: tuple[Case, ...]
    rest: Link | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything the page shows, in words."""

    counters: tuple[Link, ...]
    boxes: tuple[Box, ...]


def in_words(snapshot: Snapshot, today: date, scope: Scope, language: str) -> Agenda:
    """Return an agenda in the words of the session, whose language `language` is; for `loaders.computed`."""
    sections = list_sections(snapshot, today, scope, language)
    counts = {section.part: section.count for section in sections}
    params = {part: searching.link_params(part.state, scope.codes) for part in scope.parts}
    counters = tuple(
        Link(f"**{number(counts.get(part, 0))}** {words(STATE_WORDS[part.state])}", ICONS[part], params[part])
        for part in scope.parts
    )
    boxes = []
    for section in sections:
        part, count = section.part, number(section.count)
        cases = tuple(_case(item, snapshot.lists, language) for item in section.items)
        rest = Link(_("Show all {count}", count=count), ":material/arrow_forward:", params[part])
        boxes.append(
            Box(part, f"{words(PART_WORDS[part])} ({count})", cases, rest if section.count > len(cases) else None)
        )
    return Agenda(counters, tuple(boxes))


def _case(item: Item, lists: Lists, language: str) -> Case:
    look = deadlines.LOOKS[item.state]
    badge = f":{look.colour}-badge[{deadlines.days_left_words(item.days_left)}]"
    details = listed(
        (
            as_plain(lists.label("kind", item.kind, language)),
            as_plain(lists.label("unit", item.unit, language)),
            f"{deadlines.clock_label(item.clock)}:\u00a0{day(item.due_on)}",
            deadlines.day_off_words(item.day_off) if item.days_left >= 0 else "",
        )
    )
    subject = f"{as_plain(item.subject)}  \n" if item.subject else ""
    return Case(item.number, f"**{as_plain(item.number)}** {badge}", f"{subject}:small[{details}]")


def render_agenda(agenda: Agenda) -> None:
    """Draw the counters, then petitions and submissions, then the others side by side where there is room."""
    case, register = navigation.page_of("case"), navigation.page_of("register")
    with st.container(border=True, horizontal=True, gap="xxsmall", key="cases.today.counters"):
        for counter in agenda.counters:
            _render_link(register, counter)
    rest = [box for box in agenda.boxes if box.part is not Part.URGENT]
    for box in agenda.boxes:
        if box.part is Part.URGENT:
            _render_box(box, case, register)
    left, right = st.columns(2) if len(rest) > 1 else (st.container(), st.container())
    for box in rest:
        with left if box.part in BY_DEADLINE else right:
            _render_box(box, case, register)


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


def _render_box(box: Box, case: st.Page, register: st.Page) -> None:
    with st.container(border=True, key=f"cases.today.{box.part}"):
        st.header(box.title, anchor=False)
        for one in box.cases:
            with st.container(gap=None):
                st.page_link(case, label=one.head, query_params={"number": one.number})
                with st.container(horizontal=True, wrap=False, gap=None):
                    st.space("xsmall")  # a link has as much before its words: the lines of a case stand in one line
                    st.markdown(one.text)
        if box.rest:
            _render_link(register, box.rest)


def _render_link(register: st.Page, link: Link) -> None:
    st.page_link(register, label=link.label, icon=link.icon, query_params=link.params)


def render_nothing() -> None:
    """Say that nothing waits."""
    st.success(_("Nothing needs you today."), icon=":material/sunny:")
    st.page_link(navigation.page_of("register"), label=_("To the register"), icon=":material/table_rows:")
