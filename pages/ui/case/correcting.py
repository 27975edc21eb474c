"""Beside the steps of a case: taking the last one back, putting two records together, what leads on to other pages."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from pages.ui import errors, forms, loaders, navigation, state
from pages.ui.case import entry, tasks
from pages.ui.i18n import _, bold, italic, listed, message, plain, words
from pages.ui.intake import handed
from schema.fields import Field
from schema.tables import CONCERNS, REACTIONS
from services import access
from services.access import Action, Actor
from services.cases import Case, find_case
from services.drafts import Draft
from services.procedure.joining import join_reactions, may_join, new_concerns, taken_over
from services.procedure.undoing import may_undo, undo_last_step
from services.register.snapshot import Lists
from services.timeline import name_of

UNDO: Final = "undo"
JOIN: Final = "join"
NEW_FORM: Final = "cases.new"
SAME_CUSTOMER: Final = ("customer_ref", "customer_name", "customer_contact")  # what a follow-up starts with
COMPARED: Final = ("received_on", "channel", "customer_name", "customer_ref", "subject", "text")
LONGEST_REASON, REASON_HEIGHT = 2000, 80


def render_more(case: Case, actor: Actor) -> None:
    """Draw what can be done beside the steps: a follow-up, a hand-over, taking back, putting together."""
    if not (access.can(actor, Action.CHANGE_REACTION) or access.can(actor, Action.RECORD_REACTION)):
        return
    with st.popover(_("More"), icon=":material/more_vert:"):
        if access.can(actor, Action.RECORD_REACTION) and st.button(
            _("Record a follow-up"), icon=":material/add_link:", key="cases.case.follow_up"
        ):
            st.switch_page(navigation.page_of("new"), query_params={entry.DRAFT_PARAM: _follow_up_of(case, actor).id})
        st.button(
            _("Take the last step back"),
            icon=":material/undo:",
            key="cases.case.undo",
            on_click=tasks.begin,
            args=(case, UNDO, {"reason": ""}),
        )
        if may_join(actor):
            st.button(
                _("Put together with another record"),
                icon=":material/merge:",
                key="cases.case.join",
                on_click=tasks.begin,
                args=(case, JOIN, {"number": "", "reason": ""}),
            )
        if access.can(actor, Action.SEE_HANDOVERS) and access.can(actor, Action.CHANGE_REACTION):
            st.page_link(
                navigation.page_of("handovers"),
                label=_("Hand over to another place"),
                icon=":material/outbox:",
                query_params={handed.REACTION_PARAM: case.number},
            )


def _follow_up_of(case: Case, actor: Actor) -> Draft:
    """Keep a draft of a new reaction of the same customer that follows this one."""
    same = {name: case.reaction[name] for name in SAME_CUSTOMER if case.reaction[name]}
    draft = entry.new_draft(NEW_FORM, follow_up_of=case.number, **same)
    loaders.drafts().keep(actor, draft)
    return draft


def render_form(draft: Draft, actor: Actor, case: Case, lists: Lists) -> None:
    """Draw what is being done beside the steps."""
    with st.container(border=True, key="cases.case.step"):
        if tasks.name_of(draft) == JOIN and may_join(actor):
            _render_join(draft, actor, case, lists)
        else:
            _render_undo(draft, actor, case)


def _render_reason(draft: Draft, label: str) -> None:
    key = tasks.key_of(draft, "reason")
    st.text_area(label, state.value(key) or "", key=key, max_chars=LONGEST_REASON, height=REASON_HEIGHT)
    for problem in forms.problems_at(tasks.problems(), "notes"):
        st.error(message(problem), icon=":material/error:")


# ---- taking the last step back


def _render_undo(draft: Draft, actor: Actor, case: Case) -> None:
    st.subheader(_("Take the last step back"), anchor=False)
    tasks.render_refusal(frozenset({("notes", "reason")}))
    step = loaders.last_step(actor, case)
    if step is None:
        st.info(_("There is no step to take back in this case."), icon=":material/info:")
    elif not may_undo(actor, step):
        st.info(
            _("This step was taken by somebody else. Please ask the KRM officer or the office."),
            icon=":material/info:",
        )
    else:
        who = name_of(loaders.snapshot(), step.actor, state.language())
        when = step.at.strftime("%d.%m.%Y %H:%M")
        st.markdown(listed([bold(plain(step.words or _("Change in the form"))), when, plain(who)]))
        _render_reason(draft, _("Why is it taken back? *"))
        st.caption(
            _("What the step changed stands again as before. The timeline says that it was taken back, and why.")
        )
        tasks.render_buttons(_("Take the step back"), _undo, ":material/undo:")
        return
    st.button(_("Cancel"), icon=":material/close:", key=f"{tasks.TASK}.cancel", on_click=tasks.close)


def _undo() -> None:
    held = tasks.current()
    if held is None:
        return  # a second click: the first one has done it
    draft, seen = held
    with errors.kept(tasks.HELD):
        case = undo_last_step(
            loaders.register(),
            state.actor(),
            seen,
            draft.typed["reason"] or "",
            today=loaders.today(),
            operation_id=draft.id,
        )
        tasks.close()
        state.tell(_("{number}: the step is taken back.", number=case.number), ":material/undo:")


# ---- putting two records together


def _render_join(draft: Draft, actor: Actor, case: Case, lists: Lists) -> None:
    st.subheader(_("Put together with another record of the same reaction"), anchor=False)
    tasks.render_refusal(frozenset({("notes", "reason")}))
    key = tasks.key_of(draft, "number")
    st.text_input(_("Number of the other record"), state.value(key) or "", key=key, placeholder="KR-2026-0001")
    number = _exact(str(state.value(key) or ""))
    other = find_case(loaders.snapshot(), actor, number) if number else None
    if other is None or other.id == case.id:
        if other is not None:
            st.warning(_("This is the case itself. Please enter the number of the other record."))
        elif number:
            said = _("There is no case {number} in the register.", number=plain(number))
            st.warning(said, icon=":material/search_off:")
        st.button(_("Cancel"), icon=":material/close:", key=f"{tasks.TASK}.cancel", on_click=tasks.close)
        return
    for column, one, said in zip(st.columns(2), (case, other), (_("stays"), _("leaves the register")), strict=True):
        with column, st.container(border=True):
            st.markdown(f"{bold(plain(one.number))} :gray-badge[{said}]")
            for name in COMPARED:
                _render_value("reactions", REACTIONS.field(name), one.reaction, lists)
            st.markdown("\n".join(f"- {_matter(concern, lists)}" for concern in one.concerns))
    st.markdown(
        "\n".join([bold(_("{number} takes over:", number=plain(case.number))), "", *_taken_over(case, other, lists)])
    )
    _render_reason(draft, _("Why are both one reaction? *"))
    st.caption(_("The other record leaves the register with its notes; its number is not given again."))
    tasks.render_buttons(_("Put together"), _join, ":material/merge:")


def _exact(typed: str) -> str:
    """Return a number as the register has it: numbers of the portal's own kind are typed in small letters, too."""
    number = typed.strip()
    return number if loaders.snapshot().find_reaction_id(number) else number.upper()


def _taken_over(case: Case, other: Case, lists: Lists) -> list[str]:
    values = taken_over(case, other)
    lines = [
        f"- {plain(words(REACTIONS.field(name).label))}: "
        f"{plain(forms.shown_value(REACTIONS.field(name), value, lists, other.reaction, 'reactions'))}"
        for name, value in values.items()
    ]
    lines += [f"- {_matter(concern, lists)}" for concern in new_concerns(case, other)]
    return lines or ["- " + italic(_("nothing"))]


def _matter(concern: Mapping[str, Any], lists: Lists) -> str:
    fields = [CONCERNS.field(name) for name in ("kind", "area", "theme")]
    return plain(listed(forms.shown_value(field, concern[field.name], lists, concern, "concerns") for field in fields))


def _render_value(table: str, field: Field, record: Mapping[str, Any], lists: Lists) -> None:
    value = forms.shown_value(field, record[field.name], lists, record, table)
    if value:
        st.markdown(f":gray[{plain(words(field.label))}]  \n{plain(value)}")


def _join() -> None:
    held = tasks.current()
    if held is None:
        return  # a second click: the first one has done it
    draft, seen = held
    with errors.kept(tasks.HELD):
        case = join_reactions(
            loaders.register(),
            state.actor(),
            seen,
            _exact(str(draft.typed["number"] or "")),
            draft.typed["reason"] or "",
            today=loaders.today(),
            operation_id=draft.id,
        )
        tasks.close()
        state.tell(_("The records are put together in {number}.", number=case.number), ":material/merge:")
