"""Who is at the screen: signed in through OpenID Connect, or trying the portal out on this machine."""

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _
from services import people
from services.access import Actor
from services.register.snapshot import Snapshot

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


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


def is_signed_in() -> bool:
    """Return whether somebody may be at the screen: signed in, or no sign-in is asked for."""
    return not is_sign_in_configured() or bool(st.user.is_logged_in)


def find_actor(snapshot: Snapshot) -> Actor:
    """Return who is at the screen; with sign-in, only people of the `users` table have a role."""
    if not is_sign_in_configured():
        return people.tryout_actor(state.value(state.TRIED_ROLE, people.TRYOUT_ROLE), state.language())
    if not st.user.is_logged_in:
        return people.NOBODY
    return people.actor_of_login(snapshot, login())


def login() -> str:
    """Return the sign-in name that the provider vouches for: the e-mail address."""
    return str(st.user.get("email") or st.user.get("sub") or "")
