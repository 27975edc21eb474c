"""Who is at the screen: signed in through OpenID Connect, or trying the portal out on this machine."""

from urllib.parse import urlsplit

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _
from services import people
from services.people import Visitor
from services.register.snapshot import Snapshot

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")  # what a web server in front adds


def is_sign_in_configured() -> bool:
    """Return whether the secrets have an `[auth]` section."""
    return people.is_sign_in_configured()


def refuse_open_address() -> None:
    """End the page where the portal listens to other machines without sign-in."""
    if is_sign_in_configured() or st.get_option("server.address") in LOOPBACK:
        return
    st.error(
        _(
            "The portal is told to listen to other machines, but sign-in is not set up, so it does not open here. "
            "Set up [auth] in the secrets, or start it with server.address = 127.0.0.1."
        ),
        icon=":material/lock:",
    )
    st.stop()


def refuse_asked_from_elsewhere() -> None:
    """End the page where it was asked for by another name than this machine's, or through a web server in front.

    A web server may say nothing of itself, and names can be made up: this is a net below `refuse_open_address`, for a
    portal that a host such as Streamlit's Community Cloud would show to everybody.
    """
    if is_sign_in_configured() or _is_asked_here():
        return
    st.error(
        _(
            "This page was asked for from another machine, but sign-in is not set up, so the portal does not open "
            "here. Set up [auth] in the secrets, or open the portal at http://127.0.0.1 on the machine it runs on."
        ),
        icon=":material/lock:",
    )
    st.stop()


def _is_asked_here() -> bool:
    headers = st.context.headers
    if any(name in headers for name in FORWARDED):
        return False
    host = urlsplit(f"//{headers.get('Host', '')}").hostname
    return host is None or host in LOOPBACK


def refuse_two_secrets() -> None:
    """End the page where Streamlit and the services read different secrets: one would ask for sign-in, one not."""
    read = st.secrets.to_dict().get("auth") if st.secrets.load_if_toml_exists() else None
    if dict(read or {}) == people.sign_in_settings():
        return
    st.error(
        _(
            "The portal and Streamlit read [auth] from different secrets, so it does not open here. Where "
            "RESONANZ_SECRETS names a file, STREAMLIT_SECRETS_FILES must name the same one; restart the portal then."
        ),
        icon=":material/lock:",
    )
    st.stop()


def find_visitor(snapshot: Snapshot) -> Visitor:
    """Return who is at the door; with sign-in, only people of the `users` table have a role."""
    if not is_sign_in_configured():
        return people.tryout_visitor(state.value(state.TRIED_ROLE, people.TRYOUT_ROLE), state.language())
    if not st.user.is_logged_in:
        return people.SIGNED_OUT
    return people.visitor_of(snapshot, st.user.to_dict())
