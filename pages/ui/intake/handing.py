"""A new hand-over on the screen: what the customer is told, and the form that notes it."""

from typing import Final

import streamlit as st

from pages.ui import errors, forms, loaders, navigation, state
from pages.ui.case import entry
from pages.ui.i18n import _, bold, message, plain
from pages.ui.intake import slips
from schema.tables import TABLES
from services import access, handovers
from services.access import Action, Actor
from services.handovers import MATTERS
from services.triage import End

NEW: Final = "cases.triage.handover"
FIELDS: Final = ("received_on", "handed_on", "handed_to", "subject", "text", "customer", "text_until")
TABLE: Final = TABLES[handovers.TABLE]


def render_new(end: End, actor: Actor) -> None:
    """Draw what to tell the customer, and the form of a hand-over."""
    matter = str(end.values["matter"])
    lists = loaders.snapshot().lists
    name = plain(lists.label("handover_matter", matter, state.language()))
    st.header(_("Not for KRM, but not lost: {matter}", matter=name), anchor=False)
    if (done := state.take_stored(NEW)) is not None or _is_stored():
        _render_noted(done or "", matter, actor)
        return
    render_words(matter)
    st.subheader(_("Note the hand-over"), anchor=False)
    today = loaders.today()
    start = {name: None for name in FIELDS} | {"received_on": today, "handed_on": today, "matter": matter}
    slips.open_slip(NEW, actor, {**start, "handed_to": MATTERS[matter].handed_to})
    _follow_matter(matter)
    refusal = state.refusal(NEW)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    forms.render_fields(
        handovers.TABLE,
        [TABLE.field(name) for name in FIELDS],
        slips.keys_of(NEW, FIELDS),
        actor=actor,
        lists=lists,
        problems=entry.problems(NEW),
    )
    st.caption(
        _(
            "Left empty, the text is kept for {days} days after the hand-over. After that it is removed.",
            days=handovers.KEPT_DAYS,
        )
    )
    slips.keep(actor, NEW)
    with st.bottom:
        st.button(
            _("Note the hand-over"),
            type="primary",
            icon=":material/forward:",
            key=f"{NEW}.save",
            on_click=_note,
            args=(slips.id_of(NEW), str(end.values["channel"]), matter),
        )


def render_words(matter: str) -> None:
    """Draw what the customer is told, to copy; always in German, as it is said."""
    st.markdown(bold(_("What you can tell the customer:")))
    st.code(MATTERS[matter].to_customer, language=None, wrap_lines=True)


def _follow_matter(matter: str) -> None:
    """Propose another receiver where another matter was chosen, unless somebody typed one."""
    receiver, before = slips.key_of(NEW, "handed_to"), slips.key_of(NEW, "matter")
    if state.value(before) != matter:
        was = MATTERS.get(str(state.value(before)))
        if was is None or state.value(receiver) in ("", None, was.handed_to):
            st.session_state[receiver] = MATTERS[matter].handed_to
        st.session_state[before] = matter


def _is_stored() -> bool:
    """Return whether the address names a hand-over that is noted already."""
    slip_id = st.query_params.get(entry.DRAFT_PARAM) or ""
    return loaders.snapshot().find_row(handovers.TABLE, slip_id) is not None


def _render_noted(handed_to: str, matter: str, actor: Actor) -> None:
    said = _("The hand-over is noted. It goes to: {place}.", place=plain(handed_to)) if handed_to else ""
    st.success(said or _("The hand-over is noted."), icon=":material/check_circle:")
    render_words(matter)
    if access.can(actor, Action.SEE_HANDOVERS):
        st.page_link(navigation.page_of("handovers"), label=_("To the hand-overs"), icon=":material/forward:")


def _note(slip_id: str, channel: str, matter: str) -> None:
    if slips.id_of(NEW) != slip_id:
        state.tell_stored_again(NEW)  # a second click: the first one has noted it
        return
    with errors.kept(NEW):
        row = handovers.record_handover(
            loaders.register(),
            state.actor(),
            {**slips.values(NEW), "channel": channel, "matter": matter},
            today=loaders.today(),
            operation_id=slip_id,
        )
        slips.leave(NEW)
        state.set_stored(NEW, str(row["handed_to"]))
        state.tell(_("The hand-over is noted."))
