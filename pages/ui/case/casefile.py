"""The case on the screen: its head, its clocks, its fields by section, its concerns and its story."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from pages.ui import deadlines, errors, forms, loaders, navigation, state
from pages.ui.case import consent, notes
from pages.ui.i18n import _, bold, italic, listed, ngettext, plain, words
from schema.concerns import REPORTED_CONCERNS
from schema.fields import Field
from schema.tables import CONCERNS, REACTIONS
from services import access
from services.access import Action, Actor
from services.cases import Case, find_case
from services.clocks import clocks_of
from services.followups import follow_ups_of
from services.procedure.escalation import level_of
from services.procedure.standing import POSITION_WORDS, Position, Standing
from services.register.snapshot import Lists
from services.timeline import Event, EventChange, name_of

NUMBER_PARAM = "number"
SHORT_TEXT = 300
EVENTS_SHOWN = 10


def chosen_case(actor: Actor) -> Case:
    """Return the case that the address names; without one, ask for its number and end the page."""
    number = st.query_params.get(NUMBER_PARAM, "")
    case = find_case(loaders.snapshot(), actor, number) if number else None
    if case is None:
        st.title(_("Case"), anchor=False)
        if number:
            st.warning(_not_found(actor, number), icon=":material/search_off:")
        st.text_input(_("Number of the case"), key="cases.case.wanted", placeholder="KR-2026-0001", on_change=_look_up)
        if access.can(actor, Action.SEE_REACTIONS):
            register = navigation.page_of("register")
            st.page_link(register, label=_("Find it in the register"), icon=":material/table_rows:")
        st.stop()
    return case


def _not_found(actor: Actor, number: str) -> str:
    if access.can(actor, Action.SEE_REACTIONS):
        return _("There is no case {number} in the register.", number=plain(number))
    return _("{number} is not among the cases put before the management (steps 5 and 6).", number=plain(number))


def _look_up() -> None:
    typed = str(st.session_state["cases.case.wanted"]).strip()
    is_exact = find_case(loaders.snapshot(), state.actor(), typed) is not None
    st.query_params[NUMBER_PARAM] = typed if is_exact else typed.upper()


def render_head(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw what the case is and how it stands."""
    values = case.reaction
    st.title(case.number, anchor=False)
    if values["subject"]:
        st.markdown(bold(plain(values["subject"])))
    position = Standing.of(case).position
    with st.container(horizontal=True, vertical_alignment="center"):
        colour: Literal["green", "blue"] = "green" if position is Position.CLOSED else "blue"
        st.badge(words(POSITION_WORDS[position]), icon=":material/flag:", color=colour)
        if values["ombuds"]:
            st.badge(words(REACTIONS.field("ombuds").label), icon=":material/support:", color="violet")
        if values["escalation_step"]:
            label = lists.label("escalation_step", str(level_of(case)), state.language())  # as the ladder below says
            st.badge(_("Step {label}", label=label), icon=":material/trending_up:", color="orange")
        if not access.can(actor, Action.SEE_REACTIONS):
            return  # the reactions before and after it are no cases of theirs
        if values["follow_up_of"]:
            st.page_link(
                navigation.page_of("case"),
                label=_("Follow-up of {number}", number=values["follow_up_of"]),
                icon=":material/link:",
                query_params={NUMBER_PARAM: values["follow_up_of"]},
            )
        for number in loaders.computed(follow_ups_of, case.number):
            st.page_link(
                navigation.page_of("case"),
                label=_("Followed by {number}", number=number),
                icon=":material/link:",
                query_params={NUMBER_PARAM: number},
            )


def render_clocks(case: Case) -> None:
    """Draw the clocks, the urgent one first: due when, how many days are left, in words and colour."""
    clocks = clocks_of(loaders.snapshot(), case, loaders.today(), language=state.language())
    for column, clock in zip(st.columns(max(len(clocks), 3)), clocks, strict=False):
        when = _("done on {day}", day=clock.done_on) if clock.done_on else ""
        due = _("due on {day}", day=clock.due_on) if clock.due_on else ""
        extended = _("extended") if clock.is_extended else ""
        facts = listed([due, when, extended, deadlines.clock_day_off_words(clock)])
        badge = deadlines.clock_badge(clock.state, clock.days_left)
        with column:
            st.markdown(f"{bold(deadlines.clock_label(clock.name))} {badge}  \n:small[{facts}]")


def render_sections(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw every field of the reaction that has a value, by section."""
    for section in REACTIONS.sections:
        fields = [field for field in REACTIONS.section_fields(section) if access.may_see(actor, field)]
        given = [field for field in fields if not field.system and case.reaction[field.name] not in (None, "", False)]
        if given:
            st.header(forms.section_title(section), divider="gray", anchor=False)
            _render_values("reactions", given, case.reaction, lists)
        if section == "matter":
            render_concerns(case, actor, lists)


def render_concerns(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw the concerns in the customer's order."""
    st.header(words(CONCERNS.label), divider="gray", anchor=False)
    for rank, concern in enumerate(case.concerns, start=1):
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(bold(_("Concern {rank}", rank=rank)), width="content")
                if rank <= REPORTED_CONCERNS and len(case.concerns) > REPORTED_CONCERNS:
                    st.badge(_("reported"), color="blue")
            fields = [field for field in CONCERNS.section_fields("concern") if access.may_see(actor, field)]
            given = [field for field in fields if not field.system and concern[field.name] is not None]
            _render_values("concerns", given, concern, lists)


def _render_values(table: str, fields: Sequence[Field], record: Mapping[str, Any], lists: Lists) -> None:
    short = [field for field in fields if not forms.is_wide(field)]
    for start in range(0, len(short), 2):
        for column, field in zip(st.columns(2), short[start : start + 2], strict=False):
            with column:
                _render_value(table, field, record, lists)
    for field in fields:
        if forms.is_wide(field):
            _render_value(table, field, record, lists)


def _render_value(table: str, field: Field, record: Mapping[str, Any], lists: Lists) -> None:
    value = _text_of(table, field, record[field.name], lists, record)
    st.markdown(f":gray[{plain(words(field.label))}]  \n{plain(value)}")
    consent.render_beside(field.name, record)


def _text_of(table: str, field: Field, value: Any, lists: Lists, record: Mapping[str, Any]) -> str:
    """Return a value as people read it; somebody named by the sign-in name is called by name."""
    if field.name == "assigned_to" and value:
        return name_of(loaders.snapshot(), value, state.language())
    return forms.shown_value(field, value, lists, record, table)


def render_story(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw who did what when, newest first; all else of the case stays readable where the journal cannot be read."""
    st.header(_("Timeline"), divider="gray", anchor=False)
    with errors.shown():
        _render_events(loaders.events(actor, case.id, state.language()), case, lists)


def _render_events(events: Sequence[Event], case: Case, lists: Lists) -> None:
    for event in events[:EVENTS_SHOWN]:
        _render_event(event, case, lists)
    if len(events) > EVENTS_SHOWN:
        with st.expander(_("Earlier entries ({count})", count=len(events) - EVENTS_SHOWN)):
            for event in events[EVENTS_SHOWN:]:
                _render_event(event, case, lists)


def source_label(source: str) -> str:
    """Return where a change was made."""
    return {
        "portal": "",
        "import": _("by import"),
        "sheet": _("in the sheet"),
        "repair": _("row put right in the sheet"),
        "demo": _("sample register"),
    }.get(source, source)


def _render_event(event: Event, case: Case, lists: Lists) -> None:
    with st.container(border=True):
        when = event.at.strftime("%d.%m.%Y %H:%M")
        st.markdown(listed([f"**{when}**", plain(event.who), source_label(event.source), plain(event.reason)]))
        for note in event.notes:
            st.markdown(notes.note_words(note, lists))
        lines = [f"- {_action_words(*action, count)}" for action, count in Counter(event.actions).items()]
        lines += [f"- {_change_words(change, case, lists)}" for change in event.changes]
        if event.has_erased:
            lines.append("- " + _("Personal details of this entry were erased."))
        if lines or not event.notes:
            st.markdown("\n".join(lines) or _("Saved without a change of its own."))


def _action_words(table: str, action: str, count: int) -> str:
    if table == "reactions":
        return _("Reaction recorded") if action == "created" else _("Reaction removed")
    if table == "notes":
        return _("Note removed")
    if action == "created":
        return ngettext("{count} concern recorded", "{count} concerns recorded", count)
    return ngettext("{count} concern removed", "{count} concerns removed", count)


def _change_words(change: EventChange, case: Case, lists: Lists) -> str:
    ranks = {row["id"]: rank for rank, row in enumerate(case.concerns, start=1)}
    concern = _("Concern {rank}", rank=ranks[change.row_id]) + ", " if change.row_id in ranks else ""
    before, after = (_shortened(change, value, lists) for value in (change.before, change.after))
    return f"{concern}{plain(words(change.field.label))}: {before} → {after}"


def _shortened(change: EventChange, value: Any, lists: Lists) -> str:
    text = _text_of(change.table, change.field, value, lists, {})
    if not text:
        return italic(_("nothing"))
    short = text if len(text) <= SHORT_TEXT else text[:SHORT_TEXT] + " …"
    return f"„{plain(short.replace(chr(10), ' '))}“"


def edited_since(case: Case, seen: Case) -> bool:
    """Return whether the case moved on since it was seen."""
    return bool(case.reaction["version"] != seen.reaction["version"])
