"""What stands around every page: menu, language, the role being tried out, banner, sign-in."""

from collections.abc import Mapping
from typing import Final, Literal

import streamlit as st

from pages.ui import door, health, identity, loaders, state
from pages.ui.i18n import _
from services import people
from services.access import ROLE_ACTIONS
from services.people import Visitor
from services.translation import LANGUAGES

MenuItem = Literal["Get help", "Get Help", "get help", "Report a bug", "report a bug", "About", "about"]
MENU: Final[Mapping[MenuItem, str | None]] = {"Get help": None, "Report a bug": None, "About": "Resonanz"}

# The tab's icon: a speech bubble with sound waves. Streamlit would have the browser fetch an icon named by its name,
# or an emoji, from Google.
ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="64" height="64">'
    '<path fill="#0B6B7A" d="M5 3h14a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z"/>'
    '<path stroke="#FFFFFF" stroke-width="2" stroke-linecap="round" d="M7 9.5v2M12 7v7M17 9.5v2"/></svg>'
)

SIDEBAR_WIDTH: Final = 260  # pixels; as narrow as the menu allows, for the tables beside it

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


def render_sidebar(visitor: Visitor) -> None:
    """Draw who is here and in which language, below the menu."""
    with st.sidebar:
        if identity.is_sign_in_configured():
            if visitor.is_let_in:
                st.text(visitor.name)
                door.render_admin_wanted(visitor)
                st.button(_("Sign out"), icon=":material/logout:", key="portal.sign_out", on_click=st.logout)
        else:
            st.selectbox(
                _("Role being tried out"),
                list(ROLE_ACTIONS),
                index=list(ROLE_ACTIONS).index(people.TRYOUT_ROLE),
                format_func=lambda role: people.tryout_visitor(role, state.language()).name,
                key=state.TRIED_ROLE,
                on_change=state.set_new_role,
                persist_state="session",
            )
        st.segmented_control(
            _("Language"),
            LANGUAGES,
            required=True,
            format_func=lambda code: LANGUAGE_NAMES[code],
            key=state.LANGUAGE,
            persist_state="session",
        )


def render_banner() -> None:
    """Say on every page that nobody signs in here, and that the register is out of reach, where that is so.

    And what the last action did.
    """
    if not identity.is_sign_in_configured():
        st.caption(
            _(":material/science: Trial without sign-in, on this machine only. Register: {place}").format(
                place=loaders.register().label
            )
        )
    health.render_trouble()
    notice = state.take_notice()
    if notice:
        st.toast(notice[0], icon=notice[1])
