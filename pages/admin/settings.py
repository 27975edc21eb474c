import streamlit as st

from pages.ui import guard, loaders
from pages.ui.i18n import _
from pages.ui.office import logo, settings
from services.access import Action
from services.settings import settings_of

actor = guard.require(Action.SET_UP)
now = settings_of(loaders.snapshot())

st.title(_("Settings"), anchor=False)
settings.render_damaged(now)
settings.render_form(actor, now)
logo.render_logo(actor)
