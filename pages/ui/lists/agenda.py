"""What needs the person at the screen now: counters that lead to the register, and lists that lead to the cases."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from pages.ui import deadlines, loaders, navigation, state
from pages.ui.i18n import _, day, listed, ngettext, number, words
from pages.ui.lists import searching
from pages.ui.tables import as_plain
from services import access
from services.access import Action, Actor
from services.agenda import (
    PART_RULES,
    Group,
    Item,
    Part,
    Remark,
    RemarkKind,
    Scope,
    Section,
    Task,
    list_sections,
)
from services.figures.facts import NONE
from services.register.snapshot import Lists, Snapshot
from services.searching import STATE_WORDS, State
from services.searching.options import NOT_GIVEN

ICONS: Final[dict[Part, str]] = {
    Part.URGENT: ":material/priority_high:",
    Part.OVERDUE: ":material/alarm:",
    Part.DUE_SOON: ":material/hourglass_bottom:",
    Part.UNACKNOWLEDGED: ":material/mark_email_unread:",
    Part.UNASSIGNED: ":material/forward_to_inbox:",
    Part.NEWLY_ASSIGNED: ":material/inbox:",
    Part.TO_CLEAR: ":material/call:",
    Part.OF_NO_TEAM: ":material/style:",
    Part.STATEMENT_OPEN: ":material/gavel:",
    Part.TO_TALK_OVER: ":material/thumb_up:",
    Part.TO_SIGN: ":material/signature:",
    Part.TO_FORWARD: ":material/signature:",
    Part.TO_CLOSE: ":material/task:",
    Part.CONSENT_OPEN: ":material/mark_email_read:",
    Part.CONSENT_UNPROVEN: ":material/folder_off:",
    Part.TO_ESCALATE: ":material/stairs:",
    Part.ESCALATED: ":material/trending_up:",
    Part.EXTENSION_ENDING: ":material/event_busy:",
    Part.NEWS: ":material/new_releases:",
    Part.OTHERS: ":material/folder_open:",
    Part.BY_AGE: ":material/folder_open:",
    Part.BY_PARTNER: ":material/handshake:",
    Part.PRIVACY_OPEN: ":material/shield_question:",
    Part.PRIVACY_INVOLVED: ":material/verified_user:",
    Part.BEFORE_MANAGEMENT: ":material/trending_up:",
    Part.HANDOVER_TEXTS: ":material/delete_sweep:",
    Part.SPOT_CHECKS: ":material/fact_check:",
}
QUOTING = (RemarkKind.DISPOSITION, RemarkKind.REASON)  # remarks that quote somebody, in a line of their own


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page: its address, its words, its icon, and what narrows the register to the same cases."""

    address: str
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
    """A part of the agenda in words; `links` lead to its groups, or to all of its cases where these are not all."""

    key: str
    part: Part
    title: str
    cases: tuple[Case, ...]
    elsewhere: str
    links: tuple[Link, ...]

    @property
    def lines(self) -> int:
        """About how much room it takes, in lines."""
        return 2 + 4 * len(self.cases) + len(self.links)


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything the page shows, in words."""

    counters: tuple[Link, ...]
    boxes: tuple[Box, ...]


def in_words(snapshot: Snapshot, today: date, plan: tuple[Task, ...], language: str) -> Agenda:
    """Return an agenda in the words of the session, whose language `language` is; for `loaders.computed`."""
    sections = list_sections(snapshot, today, plan, language)
    parts = [section.part for section in sections]
    counters, boxes = [], []
    for section in sections:
        if not section.groups:
            counters.append(_counter(section))
        if section.items or section.groups:
            boxes.append(_box(section, snapshot.lists, language, is_twice=parts.count(section.part) > 1))
    return Agenda(tuple(counters), tuple(boxes))


def _counter(section: Section) -> Link:
    rule, icon = PART_RULES[section.part], ICONS[section.part]
    label = words(STATE_WORDS[rule.state] if rule.state else rule.words)
    counted = f"**{number(section.count)}** {label}" if section.count else label
    return Link(rule.address or "register", counted, icon, _params(section.task, {}))


def _params(task: Task, codes: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    found = PART_RULES[task.part].state
    return searching.link_params(found, {**task.scope.codes, **codes}) if found else {}


def _box(section: Section, lists: Lists, language: str, *, is_twice: bool) -> Box:
    rule, count = PART_RULES[section.part], number(section.count)
    title = f"{words(rule.words)} ({count})"
    if is_twice:  # the same part of two roles
        title = f"{words(rule.words)}: {_whose(section.task.scope, lists)} ({count})"
    links = [_group_link(section, group, lists, language) for group in section.groups]
    if section.items and section.count > len(section.items):
        label = _("Show all {count}", count=count)
        links.append(Link("register", label, ":material/arrow_forward:", _params(section.task, {})))
    elsewhere = ngettext(
        "{count} more stands in another part.", "{count} more stand in other parts.", section.elsewhere
    )
    return Box(
        f"{section.part}.{'.'.join(section.task.scope.units or ())}{'ombuds' if section.task.scope.is_ombuds else ''}",
        section.part,
        title,
        tuple(_case(item, lists, language) for item in section.items),
        elsewhere if section.elsewhere else "",
        tuple(links),
    )


def _group_link(section: Section, group: Group, lists: Lists, language: str) -> Link:
    name = PART_RULES[section.part].groups
    label = words(NOT_GIVEN) if group.code == NONE else lists.label(name, group.code, language)
    params = _params(section.task, {name: (group.code,)})
    return Link("register", f"**{number(group.count)}** {as_plain(label)}", ICONS[section.part], params)


def _case(item: Item, lists: Lists, language: str) -> Case:
    is_running = item.clock is not None
    badge = f":{deadlines.LOOKS[item.state].colour}-badge[{deadlines.days_left_words(item.days_left)}]"
    details = (
        as_plain(lists.label("kind", item.kind, language)),
        as_plain(lists.label("unit", item.unit, language)),
        f"{deadlines.clock_label(item.clock)}:\u00a0{day(item.due_on)}"
        if item.clock
        else words(STATE_WORDS[State.CLOSED]),
        deadlines.day_off_words(item.day_off) if item.days_left >= 0 else "",
        *(remark_words(remark) for remark in item.remarks if remark.kind not in QUOTING),
    )
    quoted = [remark_words(remark) for remark in item.remarks if remark.kind in QUOTING]
    lines = [as_plain(item.subject), *(f":small[{line}]" for line in (listed(details), *quoted))]
    head = f"**{as_plain(item.number)}**"
    return Case(item.number, f"{head} {badge}" if is_running else head, "  \n".join(line for line in lines if line))


def remark_words(remark: Remark) -> str:
    """Return what a remark says, as Markdown."""
    on, text = day(remark.day), as_plain(remark.text)
    match remark.kind:
        case RemarkKind.AGE:
            return ngettext("open for {count} day", "open for {count} days", remark.count)
        case RemarkKind.WORKING_DAYS:
            return ngettext("{count} working day left", "{count} working days left", remark.count)
        case RemarkKind.DISPOSITION:
            return _("Disposition of {day}: “{text}”", day=on, text=text) if text else _("Disposition of {day}", day=on)
        case RemarkKind.STATEMENT_UNASKED:
            return _("statement not asked for yet")
        case RemarkKind.STATEMENT_OUTSTANDING:
            return _("statement outstanding since {day}", day=on)
        case RemarkKind.PRIVACY_MISSING:
            return _("data protection officer not involved yet")
        case RemarkKind.SUMMARY_OUTSTANDING:
            return _("statement received on {day}, summary outstanding", day=on)
        case RemarkKind.CONSENT_ASKED:
            return _("consent asked for on {day}", day=on) if on else _("consent asked for")
        case RemarkKind.STEP:
            return _("step {label} since {day}", label=text, day=on) if on else _("step {label}", label=text)
        case RemarkKind.PROPOSAL:
            return _("proposed: step {label}", label=text)
        case RemarkKind.REASON:
            return _("Why: {text}", text=text)
        case RemarkKind.DATE:
            return f"{words(remark.words)}\u00a0{on}" if remark.words else on


def render_agenda(agenda: Agenda, actor: Actor) -> None:
    """Draw the counters, then petitions and submissions, then the others side by side where there is room."""
    has_register = access.can(actor, Action.SEE_REACTIONS)
    counters = [link for link in agenda.counters if has_register or link.address != "register"]
    if counters:
        with st.container(border=True, horizontal=True, gap="xxsmall", key="cases.today.counters"):
            for counter in counters:
                _render_link(counter)
    rest = [box for box in agenda.boxes if box.part != Part.URGENT]
    for box in agenda.boxes:
        if box.part == Part.URGENT:
            _render_box(box, has_register)
    columns = st.columns(2) if len(rest) > 1 else (st.container(),)
    for box, column in zip(rest, _columns(rest, len(columns)), strict=True):
        with columns[column]:
            _render_box(box, has_register)


def _columns(boxes: list[Box], count: int) -> list[int]:
    """Return the column of each box: the first ones on the left, about half of all lines."""
    total, so_far = sum(box.lines for box in boxes), 0
    found: list[int] = []
    for box in boxes:
        found.append(count - 1 if found and 2 * so_far + box.lines > total else 0)
        so_far += box.lines
    return found


def scope_words(plan: tuple[Task, ...]) -> str:
    """Return whose cases these are."""
    lists = loaders.snapshot().lists
    scopes = dict.fromkeys(task.scope for task in plan if PART_RULES[task.part].scope is None)
    return " ".join(_scope_words(scope, lists) for scope in scopes)


def _scope_words(scope: Scope, lists: Lists) -> str:
    if scope.is_ombuds:
        return _("Cases of the ombuds office.")
    if scope.units is None:
        return _("Cases of all teams.")
    if not scope.units:
        return _("No team is entered for you, so none of its cases stand here.")
    return _("Cases of: {units}.", units=_whose(scope, lists))


def _whose(scope: Scope, lists: Lists) -> str:
    if scope.is_ombuds:
        return _("ombuds office")
    return ", ".join(lists.label("unit", code, state.language()) for code in scope.units or ()) or _("all teams")


def _render_box(box: Box, has_register: bool) -> None:
    case = navigation.page_of("case")
    with st.container(border=True, key=f"cases.today.{box.key}"):
        st.header(box.title, anchor=False)
        for one in box.cases:
            with st.container(gap=None):
                st.page_link(case, label=one.head, query_params={"number": one.number})
                with st.container(horizontal=True, wrap=False, gap=None):
                    st.space("xsmall")  # a link has as much before its words: the lines of a case stand in one line
                    st.markdown(one.text)
        if box.elsewhere:
            st.caption(box.elsewhere)
        for link in box.links if has_register else ():
            _render_link(link)


def _render_link(link: Link) -> None:
    st.page_link(navigation.page_of(link.address), label=link.label, icon=link.icon, query_params=link.params)


def render_nothing(actor: Actor) -> None:
    """Say that nothing waits, and lead to the register."""
    st.success(_("Nothing needs you today."), icon=":material/sunny:")
    if access.can(actor, Action.SEE_REACTIONS):
        st.page_link(navigation.page_of("register"), label=_("To the register"), icon=":material/table_rows:")
