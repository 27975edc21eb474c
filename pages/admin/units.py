import streamlit as st

from pages.ui import guard, loaders, records, state
from pages.ui.i18n import _, words
from schema.tables import TABLES
from services.access import Action

actor = guard.require(Action.SET_UP)
lists = loaders.snapshot().lists

st.title(_("Teams and partners"), anchor=False)
table = st.radio(
    _("Table"),
    ["units", "partners"],
    horizontal=True,
    format_func=lambda name: words(TABLES[name].label),
    label_visibility="collapsed",
    key="admin.units.table",
    bind="query-params",
)
form = f"admin.{table}"
seen = state.opened(form)
if seen is not None:
    records.render_form(form, table, actor, lists, seen)
    st.stop()
records.render_list(form, table, actor, lists)
