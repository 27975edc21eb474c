import streamlit as st

from pages.ui import guard, identity, loaders, state
from pages.ui.i18n import _
from pages.ui.office import records
from services import people
from services.access import Action

FORM, TABLE = "admin.users", "users"

actor = guard.require(Action.MANAGE_USERS)
lists = loaders.snapshot().lists

st.title(_("People"), anchor=False)
seen = state.opened(FORM)
if seen is not None:
    records.render_form(FORM, TABLE, actor, lists, seen)
    st.stop()
if not identity.is_sign_in_configured():
    st.info(
        _(
            "Sign-in is not set up, so nobody signs in yet and roles are tried out in the sidebar. People entered here "
            "get in once it is set up; whoever runs the portal at your office does that."
        ),
        icon=":material/info:",
    )
records.render_list(FORM, TABLE, actor, lists)
if people.is_nobody_active(loaders.snapshot()):
    st.caption(
        _(
            "Nobody listed here is in use, so none of these people gets in. In the sample register this is meant so: "
            "its people are made up."
        )
    )
