"""The door: what people see who are not let in, and how the first administrator gets in."""

from functools import partial

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _
from schema.words import N_
from services import first_admin, people
from services.people import Standing, Visitor

_REFUSALS = {
    Standing.NAMELESS: N_(
        "Your provider did not tell the portal your e-mail address, by which it knows people. "
        "Please ask the portal's administration to have this set up with the provider."
    ),
    Standing.UNCONFIRMED: N_(
        "Your provider has not confirmed your e-mail address yet, so the portal cannot rely on it. "
        "Please have it confirmed and sign in again."
    ),
    Standing.UNKNOWN: N_(
        "Nobody is entered here under this name yet. Please ask the portal's administration in your office to enter "
        "you, with exactly this name."
    ),
    Standing.INACTIVE: N_(
        "Your access is switched off. Please ask the portal's administration in your office if you need it again."
    ),
}
FORM = "portal.first_admin"


def render_door(visitor: Visitor) -> None:
    """Draw the door for somebody who is not let in, and nothing of what is behind it."""
    is_admin_wanted = first_admin.is_wanted(loaders.snapshot())
    if is_admin_wanted:
        first_admin.of_this_process().announce()
    st.title("Resonanz", anchor=False)
    if visitor.standing is Standing.SIGNED_OUT:
        _render_sign_in(is_admin_wanted)
    else:
        # As plain text: Markdown makes a link of an address.
        st.text(_("You are signed in as {name}.", name=visitor.login or visitor.name or "–"))
        if is_admin_wanted and visitor.is_vouched_for:
            render_first_admin(visitor)
        else:
            st.warning(_(_REFUSALS[visitor.standing]), icon=":material/lock:")
        st.button(_("Sign out"), icon=":material/logout:", key="portal.door.sign_out", on_click=st.logout)


def render_admin_wanted(visitor: Visitor) -> None:
    """Offer the administration to somebody let in, in the sidebar, while nobody has it."""
    if first_admin.is_wanted(loaders.snapshot()):
        first_admin.of_this_process().announce()
        with st.sidebar.expander(_("No administration yet"), icon=":material/admin_panel_settings:"):
            render_first_admin(visitor)


def render_first_admin(visitor: Visitor) -> None:
    """Ask for the code of the terminal."""
    st.write(
        _(
            "This portal has no administration yet. A one-time code is printed in the terminal where the portal was "
            "started. Who types it here becomes the first administrator."
        )
    )
    with st.form("portal.first_admin.form", enter_to_submit=False):
        typed = st.text_input(_("One-time code"), max_chars=40, autocomplete="off", key="portal.first_admin.code")
        sent = st.form_submit_button(_("Become administrator"), key="portal.first_admin.send")
    if sent:
        with errors.shown():
            codes = first_admin.of_this_process()
            codes.use(loaders.register(), visitor, typed, operation_id=state.operation_id(FORM))
            state.finish_operation(FORM)
            state.tell(_("You are the portal's first administrator now."))
            st.rerun()


def _render_sign_in(is_admin_wanted: bool) -> None:
    st.write(_("Please sign in with your office account."))
    providers = people.sign_in_providers()
    for provider in providers:
        label = _("Sign in with {provider}", provider=provider) if len(providers) > 1 and provider else _("Sign in")
        start = st.login if provider is None else partial(st.login, provider)
        key = f"portal.sign_in.{provider}" if provider else "portal.sign_in"
        st.button(label, type="primary", icon=":material/login:", key=key, on_click=start)
    if is_admin_wanted:
        st.info(
            _(
                "This portal has no administration yet. After signing in you are asked for the one-time code that is "
                "printed in the terminal where the portal was started."
            ),
            icon=":material/admin_panel_settings:",
        )
