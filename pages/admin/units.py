import streamlit as st

from pages.ui import guard, loaders, state
from pages.ui.i18n import _
from pages.ui.office import records
from services.access import Action

FORM, TABLE = "admin.units", "units"

actor = guard.require(Action.SET_UP)
lists = loaders.snapshot().lists

st.title(_("Areas and teams"), anchor=False)
seen = state.opened(FORM)
if seen is not None:
    records.render_form(FORM, TABLE, actor, lists, seen)
    st.stop()
records.render_list(FORM, TABLE, actor, lists)
