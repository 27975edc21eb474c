"""The intake of the ombuds office on the screen: its short form, a new partner, and clearing at once by telephone."""

from dataclasses import replace

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import entry, saving
from pages.ui.i18n import _, message
from schema.tables import TABLES
from services import ombuds, partners
from services.access import Actor
from services.drafts import Draft
from services.errors import InputRejected
from services.procedure.standing import Standing
from services.register.snapshot import Lists

RECEIPT = ("received_on", "channel", "partner", "counsellor", "came_alone", "represented")
CUSTOMER = ("customer_name", "customer_ref", "customer_contact")
MATTER = ("subject", "text")
CONCERN = ("kind", "area", "theme")
CLOSED_ON = "closed_on"
NEW_PARTNER = ("label", "kind", "contact")
PARTNERS = TABLES["partners"]


def is_cleared(draft: Draft) -> bool:
    """Return whether the draft is of a case that was cleared at once."""
    return draft.reaction.get(CLOSED_ON) is not None


def render_new_partner(form: str, lists: Lists) -> None:
    """Offer to enter a partner organisation that is not in the list yet; it is chosen then."""
    key = f"{form}.new_partner"
    label = _("The organisation is not in the list")
    with st.expander(label, icon=":material/domain_add:", key=f"{key}.box", on_change="rerun"):
        refusal = state.refusal(key)
        problems = refusal.problems if isinstance(refusal, InputRejected) else ()
        if refusal is not None and not problems:
            st.error(message(refusal), icon=":material/error:")
        fields = [PARTNERS.field(name) for name in NEW_PARTNER]
        keys = {field.name: f"{key}.{field.name}" for field in PARTNERS.fields}
        forms.render_fields("partners", fields, keys, actor=state.actor(), lists=lists, problems=problems)
        st.button(_("Enter the partner"), icon=":material/add:", key=f"{key}.save", on_click=_add_partner, args=(form,))


def render_clearing(form: str, draft: Draft, actor: Actor, lists: Lists) -> None:
    """Draw the switch for clearing at once, and what closing asks for where it is on."""
    key = f"{form}.cleared_now"
    st.session_state[key] = is_cleared(draft)
    with st.container(border=True):
        st.toggle(
            _("Cleared by telephone at once"),
            key=key,
            help=_("The case is recorded and closed with one click."),
            on_change=_switch,
            args=(form,),
        )
        if is_cleared(draft):
            then = Standing(draft.reaction, tuple(concern.values for concern in draft.concerns))
            asked = ombuds.CLOSE.asked(then)
            st.caption(_("The outcome and the kind of clearing stand with each complaint above."))
            entry.render_named(draft, asked, actor, lists, is_step=True)


def concern_names(draft: Draft) -> tuple[str, ...]:
    """Return the fields of a concern: with the outcome where the case is closed at once."""
    return (*CONCERN, *ombuds.CLOSE.concerns) if is_cleared(draft) else CONCERN


def render_store(form: str, draft: Draft) -> None:
    """Draw the button that stores the case, closed where it was cleared at once."""
    if is_cleared(draft):
        saving.render_store_new(form, draft, _("Record and close"), ombuds.record_cleared_case)
    else:
        saving.render_store_new(form, draft, record=ombuds.record_ombuds_case)


def _switch(form: str) -> None:
    draft = entry.current(form)
    if draft is None:
        return
    is_on = bool(state.value(f"{form}.cleared_now"))
    known = ombuds.cleared_at_once(loaders.today())
    values = known if is_on else dict.fromkeys(known)
    entry.fill(replace(draft, reaction={**draft.reaction, **values}))


def _add_partner(form: str) -> None:
    key = f"{form}.new_partner"
    values = {name: state.value(f"{key}.{name}") or None for name in NEW_PARTNER}
    with errors.kept(key):
        row = partners.add_partner(
            loaders.register(),
            state.actor(),
            values,
            today=loaders.today(),
            operation_id=state.operation_id(key),
        )
        state.finish_operation(key)
        for name in NEW_PARTNER:
            st.session_state[f"{key}.{name}"] = None if name == "kind" else ""
        st.session_state[f"{form}.partner"] = row["code"]
        st.session_state[f"{key}.box"] = False  # folded in again
        state.tell(_("“{name}” is saved.", name=row["label"]))
