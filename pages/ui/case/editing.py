"""Editing a case: its form, what somebody else did meanwhile, and the choice where both changed the same."""

from typing import Any

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import casefile, entry, saving
from pages.ui.i18n import _, bold, italic, listed, message, plain, words
from schema.tables import CONCERNS, REACTIONS, TABLES
from services import access, changing
from services.access import Action, Actor
from services.cases import Case
from services.changing import MergeNeeded
from services.drafts import Draft
from services.merging import Clash
from services.register.snapshot import Lists

MINE, THEIRS = "mine", "theirs"


def draft_in_work(form: str, actor: Actor, case: Case) -> Draft | None:
    """Return the draft with which the case is being edited, from the address or this session; None while it is read."""
    wanted = st.query_params.get(entry.DRAFT_PARAM)
    if wanted is None or not access.can(actor, Action.CHANGE_REACTION):
        return None
    draft = entry.resume(form, actor, wanted)
    if draft is None or draft.seen_reaction is None or draft.seen_reaction["id"] != case.id:
        st.query_params.pop(entry.DRAFT_PARAM, None)
        return None
    entry.open_draft(draft)
    return entry.current(form)


def render_begin(form: str, actor: Actor, case: Case) -> None:
    """Draw the button that opens the case for editing, and the way back to what the actor has begun and not saved."""
    if not access.can(actor, Action.CHANGE_REACTION):
        return
    st.button(_("Edit"), icon=":material/edit:", key=f"{form}.edit", on_click=_begin, args=(form, case))
    for draft in loaders.drafts().list_drafts(actor, form):
        if entry.seen_case(draft).id == case.id and entry.is_changed(actor, draft):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    _(":material/edit_note: You have begun to change this case and not saved it."), width="content"
                )
                saving.render_take_up(form, actor, draft)


def render_form(form: str, draft: Draft, actor: Actor, case: Case, lists: Lists) -> None:
    """Draw the case as a form, with what happened to it meanwhile and what the last attempt to save came to."""
    refusal = state.refusal(form)
    if isinstance(refusal, MergeNeeded):
        render_choice(form, refusal, lists)
        return
    # The place is there before anybody has: what is being typed below does not move, and is not lost with its field.
    with st.container(key=f"{form}.meanwhile"):
        if casefile.edited_since(case, entry.seen_case(draft)):
            st.info(
                _("Somebody else has saved this case since you began. Both changes are put together when you save."),
                icon=":material/group:",
            )
    saving.render_outcome(form)
    entry.render_reason(draft)
    for section in REACTIONS.sections:
        st.header(forms.section_title(section), divider="gray", anchor=False)
        entry.render_section(draft, section, actor, lists)
        if section == "matter":
            st.header(_("Concerns, in the customer's order of priority"), anchor=False)
            entry.render_concerns(draft, actor, lists)
    _render_buttons(form, _save)


def _render_buttons(form: str, on_save: Any) -> None:
    with st.bottom, st.container(horizontal=True):
        st.button(_("Save"), icon=":material/save:", type="primary", key=f"{form}.save", on_click=on_save, args=(form,))
        st.button(_("Cancel"), icon=":material/close:", key=f"{form}.cancel", on_click=_cancel, args=(form,))


def render_choice(form: str, refusal: MergeNeeded, lists: Lists) -> None:
    """Draw both sides of every clash beside each other, to choose from."""
    st.warning(message(refusal), icon=":material/compare_arrows:")
    for clash in refusal.clashes:
        with st.container(border=True):
            st.markdown(bold(plain(listed([_concern_title(form, clash), ", ".join(_changed_labels(clash))]))))
            mine, theirs = st.columns(2)
            with mine:
                st.caption(_("Your entry"))
                st.markdown(_side(clash, clash.mine, refusal.current, lists))
            with theirs:
                st.caption(_("Saved meanwhile"))
                st.markdown(_side(clash, clash.theirs, refusal.current, lists))
            st.radio(
                _("What is to stand?"),
                [MINE, THEIRS],
                format_func=lambda side: _("My entry") if side == MINE else _("What was saved meanwhile"),
                horizontal=True,
                key=_choice_key(form, clash),
            )
    _render_buttons(form, _save_choice)


def _concern_title(form: str, clash: Clash) -> str:
    """Return which concern a clash is about, by its place when the editing began; "" where it is about none."""
    draft = state.draft(form)
    ranks = {row["id"]: rank for rank, row in enumerate(draft.seen_concerns, start=1)} if draft else {}
    return _("Concern {rank}", rank=ranks[clash.row_id]) if clash.row_id in ranks else ""


def _changed_labels(clash: Clash) -> list[str]:
    if clash.fields == (changing.ORDER,):
        return [_("Order of the concerns")]
    return [
        words(TABLES[clash.table].field(name).label)
        for name in clash.fields
        if clash.mine.get(name) != clash.theirs.get(name)
    ]


def _side(clash: Clash, values: Any, current: Case, lists: Lists) -> str:
    if not values:
        return _("This concern was removed.")
    if clash.fields == (changing.ORDER,):
        return "\n".join(f"1. {_concern_words(row_id, current, lists)}" for row_id in values[changing.ORDER])
    lines = []
    for name in clash.fields:
        if clash.mine.get(name) != clash.theirs.get(name):
            field = TABLES[clash.table].field(name)
            shown = forms.shown_value(field, values.get(name), lists, values, clash.table)
            lines.append(plain(shown) or italic(_("nothing")))
    return "  \n".join(lines)


def _concern_words(row_id: str, current: Case, lists: Lists) -> str:
    row = next(row for row in current.concerns if row["id"] == row_id)
    fields = [CONCERNS.field(name) for name in ("kind", "area", "theme")]
    return plain(listed(forms.shown_value(field, row[field.name], lists, row, "concerns") for field in fields))


def _choice_key(form: str, clash: Clash) -> str:
    return f"{form}.choice.{clash.row_id}.{clash.fields[0]}"


def _begin(form: str, case: Case) -> None:
    draft = entry.draft_of(form, case)
    entry.fill(draft)
    state.set_refusal(form, None)
    loaders.drafts().keep(state.actor(), draft)
    st.query_params[entry.DRAFT_PARAM] = draft.id


def _cancel(form: str) -> None:
    entry.leave(form)
    st.query_params.pop(entry.DRAFT_PARAM, None)
    state.tell(_("Nothing was changed."), ":material/undo:")


def _save(form: str) -> None:
    draft = entry.current(form)
    if draft is not None:
        _store(form, draft)


def _store(form: str, draft: Draft) -> None:
    actor = state.actor()
    with errors.kept(form):
        case = changing.change_reaction(
            loaders.register(),
            actor,
            entry.seen_case(draft),
            entry.reaction_values(actor, draft),
            entry.concern_entries(actor, draft),
            today=loaders.today(),
            operation_id=draft.id,
            reason=entry.reason(draft),
        )
        _finish(form, case)


def _save_choice(form: str) -> None:
    draft, refusal = state.draft(form), state.refusal(form)
    if draft is None or not isinstance(refusal, MergeNeeded):
        return
    actor = state.actor()
    theirs = frozenset(
        (clash.row_id, clash.fields[0])
        for clash in refusal.clashes
        if state.value(_choice_key(form, clash), MINE) == THEIRS
    )
    reaction, concerns = changing.settled(
        entry.seen_case(draft),
        refusal.current,
        entry.reaction_values(actor, draft),
        entry.concern_entries(actor, draft),
        refusal.clashes,
        theirs,
    )
    rebased = entry.rebased(draft, refusal.current, reaction, concerns)
    entry.fill(rebased)
    loaders.drafts().keep(actor, rebased)
    _store(form, rebased)


def _finish(form: str, case: Case) -> None:
    entry.leave(form)
    st.query_params.pop(entry.DRAFT_PARAM, None)
    state.tell(_("{number} is saved.", number=case.number))
