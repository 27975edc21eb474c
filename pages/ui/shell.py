"""What stands around every page: menu, language, the role being tried out, banner, sign-in."""

from collections.abc import Mapping
from typing import Final, Literal

import streamlit as st

from pages.ui import door, identity, loaders, state
from pages.ui.i18n import _
from services import people
from services.access import ROLE_ACTIONS
from services.people import Visitor
from services.translation import LANGUAGES

MenuItem = Literal["Get help", "Get Help", "get help", "Report a bug", "report a bug", "About", "about"]
MENU: Final[Mapping[MenuItem, str | None]] = {"Get help": None, "Report a bug": None, "About": "Resonanz"}

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
    """Say on every page that nobody signs in here, where that is so; and what the last action did."""
    if not identity.is_sign_in_configured():
        st.caption(
            _(":material/science: Trial without sign-in, on this machine only. Register: {place}").format(
                place=loaders.register().label
            )
        )
    notice = state.take_notice()
    if notice:
        st.toast(notice[0], icon=notice[1])
