import streamlit as st

from pages.ui import guard
from pages.ui.i18n import _
from services.access import Action

actor = guard.require(Action.SEE_TODAY)
st.title(_("Today"))
