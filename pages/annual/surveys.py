import streamlit as st

from pages.ui import guard
from pages.ui.annual import surveys
from pages.ui.i18n import _
from services import access
from services.access import Action

actor = guard.require(Action.SEE_DASHBOARDS)
may_enter = access.can(actor, Action.MANAGE_MEASURES)

st.title(_("Surveys"), anchor=False)
if may_enter and surveys.is_open():
    surveys.render_form(actor)
    st.stop()
st.caption(_("What customers answered when they were asked. It stands in section 2 of the report."))
if may_enter:
    surveys.render_entries(actor)
surveys.render_board(actor)
