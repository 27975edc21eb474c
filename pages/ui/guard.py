"""The second lock on every page: the menu hides, the guard stops, the service refuses."""

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _
from services import access
from services.access import Action, Actor


def require(action: Action) -> Actor:
    """Return who is at the screen if they may do this; else say so and end the page.

    A page opened past `app.py` has nobody at the screen, and stops here.
    """
    actor = state.actor()
    if not access.can(actor, action):
        st.error(not_for_you())
        st.stop()
    return actor


def not_for_you() -> str:
    """Return the sentence for a page that is not for the person at the screen."""
    return _("This page is not for your role. Please ask the portal's administration if you need it.")
