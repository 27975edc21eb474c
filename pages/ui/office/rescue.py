"""What is offered where the register cannot be opened: the set-up, to whoever may set the portal up."""

import streamlit as st

from pages.ui import errors, identity, navigation, shell, state
from pages.ui.i18n import _
from services import people
from services.register import opening
from services.register.sheet.connection import is_sheet_url


def render_rescue() -> None:
    """Draw the set-up page at every address where that helps; else say who has to do something."""
    if not is_sheet_url(opening.register_url()):
        return
    if identity.is_sign_in_configured():
        st.info(
            _(
                "Nobody has a role here while the register cannot be opened. Whoever runs the portal can put it "
                "right: “python -m services check --register gsheets” names what is missing, line by line."
            ),
            icon=":material/support_agent:",
        )
        return
    # Nobody signs in, and the portal listens to this machine only: whoever is here tries it out.
    visitor = people.tryout_visitor(state.value(state.TRIED_ROLE, people.TRYOUT_ROLE), state.language())
    state.set_actor(visitor.actor)
    page = navigation.setup_page_everywhere()
    shell.render_sidebar(visitor)
    with errors.shown():
        page.run()
