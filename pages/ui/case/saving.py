"""Storing what stands in the form of a reaction, and saying what came of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui import errors, loaders, navigation, state
from pages.ui.case import entry
from pages.ui.i18n import _, day, listed, message, ngettext, plain, words
from schema.problems import Problem
from schema.tables import REACTIONS, TABLES
from schema.words import N_
from services import access, recording
from services.access import Action, Actor
from services.cases import Case, case_of
from services.drafts import Draft
from services.errors import PortalError
from services.register.base import new_id


def open_new(form: str, actor: Actor, **start: Any) -> Draft:
    """Put the draft of the address, of this session, or a fresh one into the form, and its id into the address."""
    draft = entry.resume(form, actor, st.query_params.get(entry.DRAFT_PARAM)) or entry.new_draft(form, **start)
    entry.open_draft(draft)
    st.query_params[entry.DRAFT_PARAM] = draft.id
    now = entry.current(form)
    assert now is not None, "the form was filled just now"
    return now


def has_problems(form: str, section: str) -> bool:
    """Return whether the last attempt to store found something wrong in a section of the reaction."""
    names = {field.name for field in REACTIONS.section_fields(section)}
    return any(found.table == "reactions" and found.field in names for found in entry.problems(form))


def render_outcome(form: str) -> None:
    """Say why the last attempt to store was refused; beside the buttons as well, which are in sight everywhere."""
    refusal = state.refusal(form)
    if refusal is None:
        return
    st.error(message(refusal), icon=":material/error:")
    places = list(dict.fromkeys(_place_words(found) for found in entry.problems(form)))
    said = _("Not stored. To be corrected: {places}", places=", ".join(places)) if places else message(refusal)
    with st.bottom:
        st.markdown(f":red[:material/error: {plain(said)}]")


def _place_words(found: Problem) -> str:
    label = words(TABLES[found.table].field(found.field).label)
    if found.table != "concerns":
        return label
    return _("Concern {rank}", rank=found.params.get("place", 1)) + f": {label}"


def render_store_new(
    form: str, draft: Draft, label: str = "", record: Callable[..., Case] = recording.record_reaction
) -> None:
    """Draw the button that stores a new reaction, with the use case that records it."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            label or _("Store the reaction"),
            type="primary",
            icon=":material/save:",
            key=f"{form}.save",
            on_click=_store_new,
            args=(form, draft.id, record),
        )
        st.button(
            _("Discard the draft"), icon=":material/delete:", key=f"{form}.discard", on_click=_discard, args=(form,)
        )


def go_on_after_storing(form: str, actor: Actor) -> None:
    """Show the case that was stored in the click before; those who may not see cases are told its number."""
    draft_id = st.query_params.get(entry.DRAFT_PARAM, "")
    number = state.take_stored(form) or _number_stored_as(draft_id)
    if number is None or _keep_what_differs(form, actor, draft_id, number):
        return
    if access.can(actor, Action.SEE_REACTIONS):
        st.switch_page(navigation.page_of("case"), query_params={"number": number})
    st.query_params.pop(entry.DRAFT_PARAM, None)
    st.success(_("{number} is stored.", number=number), icon=":material/check_circle:")


def _number_stored_as(draft_id: str) -> str | None:
    """Return the number of the reaction that a draft has become, or None."""
    stored = loaders.snapshot().find_row("reactions", draft_id)
    return None if stored is None else str(stored["number"])


def _keep_what_differs(form: str, actor: Actor, draft_id: str, number: str) -> bool:
    """Keep what stands here as a draft of its own where another window has stored the same draft without it."""
    draft = entry.current(form)
    stored = loaders.snapshot().find_row("reactions", draft_id)
    if draft is None or draft.id != draft_id or stored is None:
        return False
    if not entry.is_different(actor, draft, case_of(loaders.snapshot(), draft_id)):
        return False
    own = replace(draft, id=new_id())
    entry.fill(own)
    loaders.drafts().keep(actor, own)
    st.query_params[entry.DRAFT_PARAM] = own.id
    msgid = N_(
        "Another window has stored this draft as {number}. What you typed here is different and is kept as a draft of "
        "its own. Please add it to {number}, or store it as a further reaction."
    )
    state.set_refusal(form, PortalError(msgid, number=number))
    return True


def render_open_drafts(form: str, actor: Actor, draft: Draft) -> None:
    """Offer the actor's other drafts of this form."""
    others = [other for other in loaders.drafts().list_drafts(actor, form) if other.id != draft.id]
    if not others:
        return
    with st.expander(ngettext("{count} more draft", "{count} more drafts", len(others)), icon=":material/edit_note:"):
        for other in others:
            with st.container(horizontal=True, vertical_alignment="center"):
                subject = plain(other.reaction.get("subject") or _("without a subject"))
                st.markdown(listed([day(other.reaction.get("received_on")), subject]), width="stretch")
                render_take_up(form, actor, other)


def render_take_up(form: str, actor: Actor, draft: Draft) -> None:
    """Draw the buttons that go on with a draft or throw it away."""
    st.button(_("Continue"), key=f"{form}.continue.{draft.id}", on_click=_continue, args=(draft,))
    st.button(_("Discard"), key=f"{form}.throw.{draft.id}", on_click=loaders.drafts().remove, args=(actor, draft.id))


def _store_new(form: str, draft_id: str, record: Callable[..., Case]) -> None:
    number = _number_stored_as(draft_id)
    if number is not None:
        return  # a second click, or another window: the first one has stored it, and the page goes on from there
    draft = entry.current(form)
    if draft is None:
        return
    actor = state.actor()
    with errors.kept(form):
        case = record(
            loaders.register(),
            actor,
            entry.reaction_values(actor, draft),
            entry.concern_entries(actor, draft),
            today=loaders.today(),
            operation_id=draft.id,
        )
        entry.leave(form)
        state.set_stored(form, case.number)
        state.tell(_("{number} is stored.", number=case.number))


def _discard(form: str) -> None:
    entry.leave(form)
    state.tell(_("The draft is discarded."), ":material/delete:")
    st.query_params.pop(entry.DRAFT_PARAM, None)


def _continue(draft: Draft) -> None:
    entry.fill(draft)
    state.set_refusal(draft.form, None)
    st.query_params[entry.DRAFT_PARAM] = draft.id
