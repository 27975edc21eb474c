import streamlit as st

from pages.ui import guard, identity, loaders, records, state
from pages.ui.i18n import _, words
from schema.tables import TABLES
from services import access
from services.access import Action
from services.records import TABLE_ACTIONS

actor = guard.require(Action.MANAGE_USERS)
lists = loaders.snapshot().lists
tables = [table for table in ("users", "units", "partners") if access.can(actor, TABLE_ACTIONS[table])]

st.title(_("People"))
table = st.segmented_control(
    _("Table"),
    tables,
    default="users",
    required=True,
    format_func=lambda name: words(TABLES[name].label),
    label_visibility="collapsed",
    key="admin.users.table",
    bind="query-params",
)
form = f"admin.{table}"
seen = state.opened(form)
if seen is not None:
    records.render_form(form, table, actor, lists, seen)
    st.stop()
if table == "users" and not identity.is_sign_in_configured():
    st.info(
        _(
            "Sign-in is not set up, so nobody signs in yet and roles are tried out in the sidebar. People entered here "
            "get in once sign-in is set up (handbook “Operations”, section “Anmeldung”)."
        ),
        icon=":material/info:",
    )
records.render_list(form, table, actor, lists)
